"""What can go wrong between a question and its answer, beyond the library's own errors.

Knows nothing of how an error is shown. The tree:

    AssistantError
    ├── QuestionError     the question cannot be asked as it stands
    ├── MessageError      a browser sent something that the page never sends
    └── ModelError        the language model cannot be used, or failed while writing
        ├── PromptTooLong   the model takes fewer tokens than it was sent
        └── UnusableReply   what the model wrote is no answer
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.types import Answer


class AssistantError(Exception):
    """The message says what happened and what mends it."""


class QuestionError(AssistantError):
    """The question is empty or too long."""


class MessageError(AssistantError):
    """A field of a browser's message is not there or is not what it must be."""


class ModelError(AssistantError):
    """The language model is not there, is not set up, or stopped in the middle."""


class PromptTooLong(ModelError):
    """A shorter prompt may do; `tokens` is what this one came to, where it was sent."""

    tokens: int | None = None


class UnusableReply(ModelError):
    """Asking once more, with what was wrong, may do; `answer` is what was made of it, for an auditor."""

    answer: "Answer | None" = None
