"""A question becomes an answer: question + turns + as-of day → query → evidence → answer.

Does not know how it is shown; `assistant.pipeline` joins the steps, and `python -m assistant` asks from
a terminal.
"""
