"""A language model makes a question self-contained, and splits one that needs several searches.

Does not know how anything is searched. What the model writes is checked: the rules stay where it is refused.
"""

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from assistant import prompts
from assistant.errors import ModelError, QuestionError
from assistant.fenced import data
from assistant.follow_ups import is_follow_up
from assistant.limits import read, read_after
from assistant.llm import Chat
from assistant.question import LONGEST
from assistant.reply import reply
from assistant.rewrites import fault, fault_of_part
from assistant.said import Said, said
from assistant.talking import Usage
from assistant.types import Turn
from assistant.words import stems

MOST_PARTS = 4

_TURNS = 3
"""The last ones are shown to the model."""
_ANSWER = 400
"""Characters of an answer that it is shown."""
_ASKED = 300
"""The same of a question before."""
_ROOM = 400
"""Tokens for the reply, where the model's context is small."""
_LONGEST_REPLY = 1_000
"""Characters: a question and its parts; weak models go on until somebody stops them."""
_LONGEST_TALK = 400
"""Characters without any question: what follows is none either."""

_LONG = 25
"""Words: a question of more asks for more than one thing, or for one in a roundabout way."""
_TO_NAME = r"\s(?:the\s|that\sof\s|did\s|does\s|has\s|in\s)*(?-i:[A-Z])"
_HARD = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in {
            "comparison": rf"\b(?:compare|compared\s(?:to|with)|versus|vs)\b|\bthan{_TO_NAME}",
            "difference": r"\b(?:differences?|differ|gap|distinguish(?:es)?)\b",
            "choice": rf"(?-i:\b[A-Z])[\w’'-]*\sor{_TO_NAME}|\sor\s[^?]*\b(?:earlier|later|first|last|sooner"
            r"|more|fewer|less|longer|shorter|larger|bigger|smaller|higher|lower|better|worse)\b",
            "two_sides": r"\bboth\b|\brespectively\b|\beach\sof\b|\bas\swell\sas\b|\balso\b",
            "change": r"\bbefore\sand\s(?:\w+\s)?after\b|\b(?:chang|grow|grew|ris|rose|fall|fell|increas"
            r"|decreas|develop|shift)\w*\s(?:[\w’'-]+\s){0,6}?(?:from|between|since|after)\b",
            "two_questions": r"\?(?=[^?]*\w)[^?]*\?"
            r"|\b(?:and|but)\s(?:how|why|when|who|what|where|which|did|was|were|has|have)\s\w",
            "chain": r"\b(?:those|the\s(?:country|countries|minister|leader|president|government|company"
            r"|person|man|woman|one))\s(?:that|who|which|whose)\b",
        }.items()
    ),
    re.IGNORECASE,
)
"""What a question has that may need several searches."""

_SOMEBODY = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
"""Of a question after others: whom it means, it may not say."""

_WROTE_NOTHING = "the model wrote no question"

_BULLET = re.compile(r"^(?:[\s>#*•–-]|\(?\d{1,2}[.):])+")
_EMPHASIS = re.compile(r"[*_`]{1,3}")
_LABEL = re.compile(
    r"^(?:(?P<whole>(?:the\s)?(?:(?:standalone|stand-alone|self-contained|rewritten|full|whole|new|final)\s)*question)"
    r"|(?P<part>parts?|sub-?questions?|search(?:es)?|quer(?:y|ies)))\s?#?\d{0,2}(?:\sis)?\s?[:：]\s*",
    re.IGNORECASE,
)
_RUN_ON = re.compile(r"\s+(?=(?:Question|Part)\s?\d?\s?:)")
_QUOTES = "\"'“”‘’„«» "


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked; `parts` are none, or at least two questions that are each searched for by itself."""

    question: str
    parts: tuple[str, ...] = ()
    problem: str = ""
    """Why nothing of the model's was used, or not all of it."""


class Proposal(NamedTuple):
    """What a model proposes, as it stands in its reply."""

    question: str
    parts: tuple[str, ...]


def needed(question: str, turns: Sequence[Turn]) -> bool:
    """Whether a model could help: a question that leaves something unsaid, or may need several searches."""
    question = " ".join(question[: 2 * LONGEST].split())
    if not _can_be_asked(question):
        return False
    return bool(_HARD.search(question)) or len(question.split()) > _LONG or _leaves_unsaid(question, turns)


def plan(
    chat: Chat, question: str, turns: Sequence[Turn], as_of: date, usage: Usage
) -> Generator[None, None, Plan]:
    """Asks the model, and returns the question unchanged where it fails or where its rewrite is refused.

    Each yield is a moment at which it can be closed, which stops the model. Without turns there is nothing
    that the question could leave to them, and only its parts are taken. Raises nothing.
    """
    question = " ".join(question.split())
    if not _can_be_asked(question):
        return Plan(question)
    try:
        known = said(question, turns, as_of)
        text = yield from reply(chat, _request(chat, question, turns, as_of), usage, _is_enough)
    except (ModelError, QuestionError) as error:
        return Plan(question, problem=str(error))
    return _checked(parse(text), known, has_turns=bool(turns))


def parse(text: str) -> Proposal:
    """Reads a reply, also one with headings, numbers, quotation marks or talk around what was asked for."""
    question, parts, waits_for = "", list[str](), ""
    loose = list[str]()
    for line in _RUN_ON.sub("\n", text).splitlines():
        line = _EMPHASIS.sub("", _BULLET.sub("", line)).strip()
        label = _LABEL.match(line.lstrip(_QUOTES))
        if label is not None:
            line = line.lstrip(_QUOTES)[label.end() :]
            waits_for = str(label.lastgroup)
        line = line.strip(_QUOTES)
        if not line:
            continue
        if waits_for == "whole" and not question:
            question, waits_for = line, ""
        elif waits_for == "part" and (label is not None or line.endswith("?")):
            parts.append(line)
        elif line.endswith("?"):
            loose.append(line)
    if not question and loose:
        question, *others = loose
        parts = parts or others
    return Proposal(question, tuple(parts))


def _checked(proposal: Proposal, known: Said, *, has_turns: bool) -> Plan:
    question, problem = known.question.text, ""
    if has_turns:
        problem = fault(proposal.question, known) if proposal.question else _WROTE_NOTHING
        question = question if problem else proposal.question
    elif not any(proposal):
        problem = _WROTE_NOTHING
    parts, faults = dict[frozenset[str], str](), list[str]()
    for part in proposal.parts:
        if wrong := fault_of_part(part, known):
            faults.append(wrong)
        elif (about := stems(part)) != stems(question):
            parts.setdefault(about, part)
    split = tuple(parts.values())[:MOST_PARTS]
    if len(split) < 2:
        return Plan(question, problem=problem or (f"a part was refused: {faults[0]}" if faults else ""))
    return Plan(question, split, problem)


def _leaves_unsaid(question: str, turns: Sequence[Turn]) -> bool:
    if not turns:
        return False
    before = turns[-1]
    as_of = before.answer.query.as_of
    told = read_after(read(question, as_of, (), ()), before, as_of, (), ())
    return (
        bool(_SOMEBODY.search(question))
        or told.points
        or is_follow_up(told.bare, before, is_dated=told.is_dated)
    )


def _can_be_asked(question: str) -> bool:
    return len(question) <= LONGEST and any(map(str.isalnum, question))


def _is_enough(said_so_far: str) -> bool:
    length = len(said_so_far)
    return length > _LONGEST_REPLY or (length > _LONGEST_TALK and "?" not in said_so_far)


def _request(chat: Chat, question: str, turns: Sequence[Turn], as_of: date) -> str:
    """With as many of the last turns as fit, and the last one in any case."""
    request = ""
    for count in range(min(_TURNS, len(turns)), -1, -1):
        shown = "\n\n".join(map(_turn, turns[len(turns) - count :])) or "Nothing was said before."
        request = prompts.fill(
            "standalone",
            most=MOST_PARTS,
            before=shown,
            as_of=f"{as_of:%A}, {as_of.day} {as_of:%B %Y}",
            question=data(question),
        )
        if count <= 1 or chat.count(request) + _ROOM <= chat.context:
            break
    return request


def _turn(turn: Turn) -> str:
    answer = " ".join(sentence.text for sentence in turn.answer.sentences) or turn.answer.reason
    return f"Asked: {data(turn.question, _ASKED)}\nTold: {data(answer, _ANSWER) or 'nothing'}"
