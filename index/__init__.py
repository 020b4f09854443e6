"""Articles become a searchable library: file → article → sentences → passages → SQLite → vectors → Chroma.

Does not know what is asked of it; `index.sync` joins the steps, `python -m index` is its command line.
"""
