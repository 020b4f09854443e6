"""Replies in the styles of many models, of all sizes, each with the answer that it is.

Know nothing of what is tested with them. The markers name sentences of `PASSAGES`.
"""

from typing import NamedTuple

from tests.fakes import evidence

PASSAGES = (
    "Vessen opened its new tram line on Monday. The mayor said it cost 40 million. It has nine stops.",
    "The tram line cost 52 million, an auditor said. The mayor denied it. Riders like the line.",
    "A storm closed the line on 9 June. It ran again on 11 June.",
)
EVIDENCE = tuple(evidence(*PASSAGES, title="Trams in Vessen"))


class Stream(NamedTuple):
    """What a model wrote, and the text of the answer that is made of it."""

    style: str
    reply: str
    answer: str


STREAMS = (
    Stream(
        "as asked",
        "The line opened on Monday. [1.1] The mayor said it cost 40 million. [1.2]",
        "The line opened on Monday. [1] The mayor said it cost 40 million. [2]",
    ),
    Stream(
        "markers before the full stop",
        "The line opened on Monday [1.1]. An auditor put the cost at 52 million [2.1], which was denied "
        "[2.2].",
        "The line opened on Monday. [1] An auditor put the cost at 52 million, which was denied. [2] [3]",
    ),
    Stream(
        "sources in footnote style",
        "The line has nine stops【1.3†source】 and closed on 9 June【3.1】【3.2†L1-L2】.\n",
        "The line has nine stops and closed on 9 June. [1] [2] [3]",
    ),
    Stream(
        "full width",
        "Riders like the line.［2.3］ It has nine stops.［1．3］",
        "Riders like the line. [1] It has nine stops. [2]",
    ),
    Stream(
        "lists of markers",
        "The costs differ: 40 and 52 million [1.2, 2.1]. A storm closed it. [3.1; 3.2] It runs. [3.2],[1.1]",
        "The costs differ: 40 and 52 million. [1] [2] A storm closed it. [3] [4] It runs. [4] [5]",
    ),
    Stream(
        "ranges",
        "Vessen has a new line of nine stops [1.1-1.3]. It was closed for two days [3.1]–[3.2].\n"
        "Riders came. [2.2-3]",
        "Vessen has a new line of nine stops. [1] [2] [3] It was closed for two days. [4] [5] "
        "Riders came. [6] [7]",
    ),
    Stream(
        "round brackets after sentences",
        "The line opened on Monday. (1.1) It grew by a fifth (1.2) in 2022 (2022). (1.3)\n"
        "A storm closed it (3.1).",
        "The line opened on Monday. [1] It grew by a fifth (1.2) in 2022 (2022). [2] A storm closed it. [3]",
    ),
    Stream(
        "labelled",
        "A storm closed the line on 9 June (source 3.1). It has nine stops [Passage 1, sentence 3]. "
        "It runs. [Source: 3.2]",
        "A storm closed the line on 9 June. [1] It has nine stops. [2] It runs. [3]",
    ),
    Stream(
        "passages alone",
        "Riders like the line. [2]\nIt ran again on 11 June. [Passage 3]",
        "Riders like the line. [1] It ran again on 11 June. [2]",
    ),
    Stream(
        "markdown",
        "## The tram line\n\n- **Opened**: on *Monday* [1.1]\n- **Stops**: `nine` [1.3]\n\n---\n"
        "1. It [closed](https://example.org/a_(b))"
        " once. **[3.1]**\n",
        "The tram line Opened: on Monday [1] Stops: nine [2] It closed once. [3]",
    ),
    Stream(
        "list without full stops",
        "* The line opened on Monday with nine stops along the river [1.1][1.3]\n"
        "* A storm in the second week of June closed all of the line [3.1]\n",
        "The line opened on Monday with nine stops along the river [1] [2] "
        "A storm in the second week of June closed all of the line [3]",
    ),
    Stream(
        "chatty",
        "Sure! Here is the answer based on the passages:\n\nThe line opened on Monday. [1.1]",
        "The line opened on Monday. [1]",
    ),
    Stream(
        "labelled answer with sources",
        "**Answer:** The line has nine stops. [1.3]\n\n**Sources:**\n[1.3] The Courier, 2022-04-07\n",
        "The line has nine stops. [1]",
    ),
    Stream(
        "thoughts",
        "<think>\nThey ask for stops. Passage 1 has it [1.3].\n</think>\n\nThe line has nine stops. [1.3]",
        "The line has nine stops. [1]",
    ),
    Stream(
        "markers on lines of their own",
        "The line opened on Monday.\n[1.1]\nIt has nine stops.\n[1.3]\n",
        "The line opened on Monday. [1] It has nine stops. [2]",
    ),
    Stream(
        "markers first",
        "[1.1] The line opened on Monday.\n[2.2] The mayor denied it.",
        "The line opened on Monday. [1] The mayor denied it. [2]",
    ),
    Stream(
        "quotations and abbreviations",
        'The mayor said: "It cost 40 million. It is worth it." [1.2] It ran again at 9 a.m. Wednesday. [3.2] '
        "Mr. Orban’s riders “like it. They do.” [2.3]",
        'The mayor said: "It cost 40 million. It is worth it." [1] It ran again at 9 a.m. Wednesday. [2] '
        "Mr. Orban’s riders “like it. They do.” [3]",
    ),
    Stream(
        "unknown sources",
        "It has nine stops. [1.3, 8.1] It is blue. [4.4] It ran again [3.2-3.9999]. [99]",
        "It has nine stops. [1] It is blue. It ran again. [2]",
    ),
    Stream(
        "hidden and shaped text",
        "The \u202eline\u202c has\u200b nine stops.\u2028[1.3]\n<b>Riders</b> like it\U000e0041. [2.3]<br>"
        "![x](http://a.b/c.png)"
        "<script>x()</script>",
        "The line has nine stops. [1] Riders like it. [2] x()",
    ),
    Stream(
        "gives up behind an answer",
        "It has nine stops. [1.3] NOT\\_IN\\_ARCHIVE Nothing else. [2.1]",
        "It has nine stops. [1]",
    ),
    Stream(
        "in circles",
        "It has nine stops. [1.3] It is long. [1.1] " + "It has nine stops. [1.3] " * 9,
        "It has nine stops. [1] It is long. [2]",
    ),
    Stream(
        "escaped and nested",
        r"It has nine stops \[1.3\]. It closed ([3.1], [3.2]). "
        r"Riders like it (see [2.3]). It is new [[1.1]](#a).",
        "It has nine stops. [1] It closed. [2] [3] Riders like it. [4] It is new. [5]",
    ),
    Stream(
        "table",
        "| What | Source |\n|---|---|\n| The line opened on Monday. | [1.1] |\n"
        "| It has nine stops. | [1.3] |\n",
        "What Source The line opened on Monday. [1] It has nine stops. [2]",
    ),
    Stream(
        "no sources",
        "The line opened on Monday. It has nine stops.",
        "The line opened on Monday. It has nine stops.",
    ),
    Stream("fenced", "```text\nIt has nine stops. [1.3]\n```", "It has nine stops. [1]"),
)
