"""Readers for the treebanks and the name annotations, and the raw text behind them.

A sentence is a list of words. Words that share one surface token (a CoNLL-U multiword token such as
"don't") carry the same `token` number; all such tokens in EWT and GUM are plain concatenations of
their words, so every word has its own span of characters.
"""
import os
from dataclasses import dataclass, field

DATA = os.environ.get("DRAGOMAN_DATA", os.path.join(os.path.dirname(__file__), "../../shared/data"))


@dataclass
class Word:
    form: str
    lemma: str
    upos: str
    feats: str
    head: int  # 0 is the root, otherwise 1-based
    deprel: str
    token: int  # index of the surface token in the sentence
    space_after: bool  # after the surface token; meaningful on its last word
    misc: str = ""


@dataclass
class Sentence:
    words: list
    sent_id: str = ""
    new_paragraph: bool = False  # the first sentence of a paragraph or document
    text: str = ""
    document: str = ""
    entities: list = field(default_factory=list)


def read_conllu(path):
    sentences, sentence = [], Sentence([])
    multiword_end, token, space_after, mwt_space = 0, -1, True, True
    document = ""
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if sentence.words:
                sentence.document = document
                sentences.append(sentence)
            sentence, multiword_end, token = Sentence([]), 0, -1
        elif line[0] == "#":
            if line.startswith("# newdoc"):
                sentence.new_paragraph = True
                document = line.split("=", 1)[1].strip() if "=" in line else document
            elif line.startswith("# newpar"):
                sentence.new_paragraph = True
            elif line.startswith("# sent_id"):
                sentence.sent_id = line.split("=", 1)[1].strip()
            elif line.startswith("# text ="):
                sentence.text = line.split("=", 1)[1].strip()
        else:
            c = line.split("\t")
            if "." in c[0]:
                continue
            if "-" in c[0]:
                multiword_end = int(c[0].split("-")[1])
                mwt_space = "SpaceAfter=No" not in c[9]
                token += 1
                continue
            i = int(c[0])
            if i <= multiword_end:
                space_after = mwt_space
            else:
                token += 1
                space_after = "SpaceAfter=No" not in c[9]
            sentence.words.append(
                Word(c[1], c[2], c[3], c[5], int(c[6]), c[7], token, space_after, c[9]))
    if sentence.words:
        sentences.append(sentence)
    return sentences


def treebank(name, part):
    stem = {"ewt": "en_ewt-ud-", "gum": "en_gum_open-ud-"}[name]
    return read_conllu(f"{DATA}/treebank/{stem}{part}.conllu")


def paragraphs(sentences):
    """Groups sentences into paragraphs: lists of sentences between paragraph marks."""
    result = []
    for s in sentences:
        if s.new_paragraph or not result:
            result.append([])
        result[-1].append(s)
    return result


def raw_text(paragraph):
    """The raw text of a paragraph with, for each sentence, a list of (start, end, token) a word."""
    text, spans = "", []
    for k, s in enumerate(paragraph):
        here = []
        for j, w in enumerate(s.words):
            here.append((len(text), len(text) + len(w.form), w.token))
            text += w.form
            last = j + 1 == len(s.words) or s.words[j + 1].token != w.token
            if last and (w.space_after or (j + 1 == len(s.words))):
                # A sentence end without a space (SpaceAfter=No) is kept as such inside a paragraph.
                if j + 1 < len(s.words) or (k + 1 < len(paragraph) and w.space_after):
                    text += " "
        spans.append(here)
    return text, spans


def read_iob2(path):
    """UNER files: a dict from sentence id to a list of (form, tag)."""
    sentences, words, name = {}, [], ""
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if words:
                sentences[name] = words
            words = []
        elif line.startswith("# sent_id"):
            name = line.split("=", 1)[1].strip()
        elif not line.startswith("# ") or line.count("\t") == 4 and line[0].isdigit():
            c = line.split("\t")
            words.append((c[1], c[2]))
    if words:
        sentences[name] = words
    return sentences
