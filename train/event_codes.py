"""The coded sentences that the event model learns from (events/README.md has the format).

    event_codes.py check FILE...          faults as FILE:LINE: fault, then counts
    event_codes.py raw SILVER.pkl OUT_FOLDER   OUT_FOLDER/raw.texts: 30,000 sentences of silver.py's, for the first round of the encoder
    event_codes.py convert OUT_FOLDER     OUT_FOLDER/{written,held,real}.{texts,codes}: JSON lines, spans in bytes

written: events/*.txt, texts of our own, less a tenth, which is held for scores; real: events/real.jsonl, codings of sentences
of the treebanks and of the UN debates, whose texts are taken from the data.
"""
import glob
import json
import os
import pickle
import random
import re
import sys
import tarfile
import zlib
from collections import Counter

from conllu import DATA

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "events")
STATUS = set("actual planned hypothetical negated historical".split())
ACTS = set("say support oppose praise thank condemn accuse deny pledge offer urge warn condole apologise".split())


def types():
    out = {}
    for line in open(os.path.join(HERE, "../../resources/ontology/types.tsv"), encoding="utf-8"):
        if line[0] != "#" and line.strip():
            cells = line.split("\t")
            out.setdefault(cells[0], set()).add(cells[1])
    return out


def find(text, words):
    """Where a string stands as a whole word; "he#2": its second place."""
    m = re.fullmatch(r"(.*)#(\d+)", words)
    words, nth = (m.group(1), int(m.group(2))) if m else (words, 1)
    for hit in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", text):
        nth -= 1
        if nth == 0:
            return hit.span()
    return None


def blocks(path):
    """(line, id, text, [(line, fields of an event)], [(line, fields of a statement)]), faults included as (line, fault)."""
    cur = None
    for i, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not line.strip():
            continue
        if line.startswith("# "):
            if cur:
                yield cur
            cur = (i, line[2:].split()[0], [], [], [])
        elif cur is None:
            raise SystemExit(f"{path}:{i}: text before the first '# id' line")
        elif line[:2] in ("E ", "S "):
            cur[3 if line[0] == "E" else 4].append((i, [x.strip() for x in line[2:].split("|")]))
        else:
            cur[2].append(line)
    if cur:
        yield cur


def strings(field):
    return [x.strip() for x in field.split(";") if x.strip() not in ("-", "")]


def check(paths):
    known, ids, count, bad = types(), set(), Counter(), 0
    for path in paths:
        def fault(line, what):
            nonlocal bad
            bad += 1
            print(f"{path}:{line}: {what}")
        for line, id, lines, events, statements in blocks(path):
            count["texts"] += 1
            if id in ids:
                fault(line, f"id {id} stands twice")
            ids.add(id)
            if len(lines) != 1:
                fault(line, f"{len(lines)} lines of text, not one (paragraphs are joined with ' ¶ ')")
                continue
            text = lines[0]

            def there(i, what, field):
                for s in strings(field):
                    if find(text, s) is None:
                        fault(i, f'{what} "{s}" is not in the text')
            for i, f in events:
                head = f[0].split()
                kind, _, mode = head[0].partition("/")
                if len(f) not in (4, 5):
                    fault(i, f"an event has 4 or 5 fields, not {len(f)}")
                elif mode not in known.get(kind, ()):
                    fault(i, f"there is no type and mode {head[0]}")
                elif len(head) > 2 or (len(head) == 2 and head[1] not in STATUS):
                    fault(i, f"there is no status {' '.join(head[1:])}")
                else:
                    for what, field in zip(("trigger", "actor", "recipient", "source"), f[1:]):
                        there(i, what, field)
                    count["events"] += 1
            for i, f in statements:
                if len(f) != 4:
                    fault(i, f"a statement has 4 fields, not {len(f)}")
                elif f[0].split()[0] not in ACTS:
                    fault(i, f"there is no act {f[0]}")
                else:
                    for what, field in zip(("cue", "speaker", "holder"), f[1:]):
                        if field != ":":
                            there(i, what, field)
                    count["statements"] += 1
    print(dict(count), "faults", bad)
    return bad == 0


def written(paths):
    for path in paths:
        for _, id, lines, events, statements in blocks(path):
            text = lines[0]
            whole = text.replace(" ¶ ", "\n\n")

            def span(words):
                hit = find(text, words)
                if hit is None:
                    return None
                a = len(text[:hit[0]].replace(" ¶ ", "\n\n").encode())
                return [a, a + len(text[hit[0]:hit[1]].replace(" ¶ ", "\n\n").encode())]
            spans = lambda field: [x for x in map(span, strings(field)) if x]
            code = dict(id=id, events=[], statements=[])
            for _, f in events:
                head = f[0].split()
                kind, _, mode = head[0].partition("/")
                trigger = spans(f[1])
                code["events"].append([kind, mode, head[1] if len(head) > 1 else "actual", trigger[0] if trigger else None, spans(f[2]), spans(f[3])])
            for _, f in statements:
                cue, speaker = ([] if f[1] == ":" else spans(f[1])), spans(f[2])
                code["statements"].append([f[0].split()[0], cue[0] if cue else None, speaker[0] if speaker else None])
            yield dict(id=id, text=whole), code


def real_texts(ids):
    """Texts of the data by id: sent_id of a treebank, or un:SPEECH:NUMBER of a sentence of a UN speech."""
    out = {}
    for corpus in ("en_ewt-ud-train", "en_gum_open-ud-train"):
        id = None
        for line in open(f"{DATA}/treebank/{corpus}.conllu", encoding="utf-8"):
            if line.startswith("# sent_id"):
                id = line.split("=", 1)[1].strip()
            elif line.startswith("# text =") and id in ids:
                out[id] = line.split("=", 1)[1].strip()
    speeches = {i.split(":")[1] for i in ids if i.startswith("un:")}
    with tarfile.open(f"{DATA}/corpus/ungdc-1946-2024.tar.xz") as tar:
        for m in tar:
            name = os.path.basename(m.name)[:-4]
            if name in speeches and m.isfile():
                text = re.sub(r"\s+", " ", tar.extractfile(m).read().decode("utf-8", "replace").lstrip("\ufeff"))
                for k, s in enumerate(re.split(r"(?<=[.!?])\s+(?=[A-Z\"“])", text)):
                    if f"un:{name}:{k}" in ids:
                        out[f"un:{name}:{k}"] = s
    return out


def convert(folder):
    os.makedirs(folder, exist_ok=True)

    def write(name, pairs):
        with open(f"{folder}/{name}.texts", "w") as t, open(f"{folder}/{name}.codes", "w") as c:
            for text, code in pairs:
                t.write(json.dumps(text) + "\n")
                c.write(json.dumps(code) + "\n")
        print(name, len(pairs), "texts", sum(len(c["events"]) for _, c in pairs), "events")
    own = list(written(sorted(glob.glob(f"{HERE}/*.txt"))))
    held = lambda id: zlib.crc32(id.encode()) % 10 == 9
    write("written", [p for p in own if not held(p[0]["id"])])
    write("held", [p for p in own if held(p[0]["id"])])
    codes = [json.loads(line) for line in open(f"{HERE}/real.jsonl")]
    texts = real_texts({c["id"] for c in codes})
    write("real", [(dict(id=c["id"], text=texts[c["id"]]), c) for c in codes if c["id"] in texts])


def raw(silver, folder, sentences=30000):
    os.makedirs(folder, exist_ok=True)
    examples = pickle.load(open(silver, "rb"))
    rng = random.Random(5)
    rng.shuffle(examples)
    with open(f"{folder}/raw.texts", "w") as out:
        for k, e in enumerate([e for e in examples if 6 <= len(e.forms) <= 45][:sentences]):
            text = ""
            for form, space in zip(e.forms, e.spaces):
                text += (" " if space and text else "") + form
            out.write(json.dumps(dict(id=f"raw{k}", text=text)) + "\n")


if __name__ == "__main__":
    if sys.argv[1] == "raw":
        sys.exit(raw(sys.argv[2], sys.argv[3]))
    if sys.argv[1] == "check":
        sys.exit(0 if check(sys.argv[2:]) else 1)
    convert(sys.argv[2])
