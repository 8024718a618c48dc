"""The segmenter: text of one paragraph -> words and sentences.

Two small models, both described in README.md (section "Segmenter"):
  splitter  hashed features at candidate positions inside white-space chunks, summed embeddings, ReLU,
            three classes: 0 join, 1 split between tokens, 2 split inside a multiword token;
  sentencer embeddings of words, two convolutions, one output a word: does a sentence end after it.
This file is the reference implementation; segment_train.py trains, export.py writes the file.
"""
import unicodedata

FNV_OFFSET, FNV_PRIME, MASK32 = 2166136261, 16777619, 0xFFFFFFFF
SPLIT_BUCKETS = 1 << 15
SENT_FORM_BUCKETS, SENT_AFFIX_BUCKETS, SENT_SHAPE_BUCKETS = 1 << 14, 1 << 12, 1 << 11

FOLD = {}
for group, target in (("\u2018\u2019\u201a\u201b`\u00b4\u02bc\u2032", "'"),
                      ("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
                      ("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")):
    for ch in group:
        FOLD[ch] = target


def fnv(data, h=FNV_OFFSET):
    for b in data:
        h = ((h ^ b) * FNV_PRIME) & MASK32
    return h


def bucket(h, size):
    return (h ^ (h >> 15)) & (size - 1)


def lower(c):
    if c < "\x80":
        return c.lower()
    x = c.lower()
    return x if len(x) == 1 else c


_fold_cache = {}


def fold(c):
    """Quotes and dashes to ASCII, then lower case; one code point to one code point."""
    r = _fold_cache.get(c)
    if r is None:
        r = _fold_cache[c] = FOLD.get(c) or lower(c)
    return r


_class_cache = {}


def char_class(c):
    """'s' white space, 'a' letter or mark, 'd' decimal digit, 'p' everything else."""
    r = _class_cache.get(c)
    if r is None:
        g = unicodedata.category(c)
        if c in "\t\n\v\f\r\x85" or g[0] == "Z":
            r = "s"
        elif g[0] in "LM":
            r = "a"
        elif g == "Nd":
            r = "d"
        else:
            r = "p"
        _class_cache[c] = r
    return r


def is_upper(c):
    return unicodedata.category(c) in ("Lu", "Lt")


def shape_char(c):
    k = char_class(c)
    if k == "a":
        return "X" if is_upper(c) else "x"
    return "9" if k == "d" else fold(c)


def shape(s):
    """Shape with runs of the same sign longer than two cut to two."""
    out = []
    for c in s:
        k = shape_char(c)
        if len(out) >= 2 and out[-1] == k and out[-2] == k:
            continue
        out.append(k)
    return "".join(out[:12])


def chunks(text):
    """White-space separated chunks as (start, end)."""
    result, start = [], -1
    for i, c in enumerate(text):
        if char_class(c) == "s":
            if start >= 0:
                result.append((start, i))
                start = -1
        elif start < 0:
            start = i
    if start >= 0:
        result.append((start, len(text)))
    return result


URL_STARTS = ("http://", "https://", "ftp://", "www.")
ENDINGS = set("com org net gov edu mil int info biz co uk us eu de fr ru cn tv fm htm html php asp aspx pdf doc docx xls xlsx "
              "ppt pptx txt csv zip exe jpg jpeg png gif mp3 mp4 avi".split())
URL_STOP = "<>\"[](){}|"


def atoms(chunk):
    """Addresses of the web and of mail in a folded chunk: spans (start, end) that are never split inside."""
    out, n, i = [], len(chunk), 0
    while i < n:
        start = next((u for u in URL_STARTS if chunk.startswith(u, i)), None)
        if start is None or (i and char_class(chunk[i - 1]) in "ad"):
            i += 1
            continue
        j = i + len(start)
        while j < n and chunk[j] not in URL_STOP:
            j += 1
        while j > i + len(start) and chunk[j - 1] in ".,;:!?'":
            j -= 1
        if j > i + len(start):
            out.append((i, j))
        i = j
    for k in range(1, n - 1):
        if chunk[k] != "@" or any(a <= k < b for a, b in out):
            continue
        a, b = k, k + 1
        while a > 0 and (char_class(chunk[a - 1]) in "ad" or chunk[a - 1] in "._%+-"):
            a -= 1
        while b < n and (char_class(chunk[b]) in "ad" or chunk[b] in ".-"):
            b += 1
        while b > k + 1 and chunk[b - 1] in ".-":
            b -= 1
        if a < k and b > k + 1:
            out.append((a, b))
    # Names of hosts and files: a dot, a known ending, and before it letters, digits and "._-".
    for k in range(1, n - 1):
        if chunk[k] != "." or char_class(chunk[k - 1]) not in "ad" or any(a <= k < b for a, b in out):
            continue
        b = k + 1
        while b < n and char_class(chunk[b]) in "ad":
            b += 1
        if chunk[k + 1:b] not in ENDINGS or (b + 1 < n and chunk[b] in ".-_@" and char_class(chunk[b + 1]) in "ad"):
            continue
        a = k
        while a > 0 and (char_class(chunk[a - 1]) in "ad" or chunk[a - 1] in "._-"):
            a -= 1
        while chunk[a] in "._-":
            a += 1
        if k - a >= 2:
            if b < n and chunk[b] == "/":
                while b < n and chunk[b] not in URL_STOP:
                    b += 1
                while chunk[b - 1] in ".,;:!?'":
                    b -= 1
            out.append((a, b))
    return out


def candidates(chunk, lexicon):
    """Positions p (0 < p < len) of a folded chunk where a split is possible, ascending.

    A position is a candidate unless both neighbours are letters, or both are digits, or it lies inside
    an address. Between letters there is a candidate before the "n" of a run that is followed by "'t",
    and where the lexicon names a position for the run of letters.
    """
    n, run_start = len(chunk), 0
    classes = [char_class(c) for c in chunk]
    out = set()
    for i in range(1, n + 1):
        if i < n and not (classes[i] == classes[i - 1] and classes[i] in "ad"):
            out.add(i)
        if i == n or classes[i] != "a" or classes[i - 1] != "a":
            if classes[i - 1] == "a" and i - run_start >= 2:
                out.update(run_start + p for p in lexicon.get(chunk[run_start:i], ()))
                if (i + 1 < n and chunk[i - 1] == "n" and chunk[i] == "'" and chunk[i + 1] == "t"
                        and (i + 2 == n or classes[i + 2] != "a")):
                    out.add(i - 1)
            run_start = i
    for a, b in atoms(chunk):
        out.difference_update(range(a + 1, b))
    return sorted(out)


def split_features(chunk, raw, p, before, after, last):
    """Hashed feature buckets of position p of a chunk.

    last: "" if p - 1 is no candidate, else the digit of the class that was decided there.

    chunk: folded, raw: as written, before/after: the neighbouring chunks, folded ("" if none).
    """
    n = len(chunk)

    def at(i):
        return chunk[i] if 0 <= i < n else ("\x02" if i < 0 else "\x03")

    def shp(i):
        return shape_char(raw[i]) if 0 <= i < n else ("\x02" if i < 0 else "\x03")

    def window(f, a, b):
        return "".join(f(i) for i in range(p + a, p + b))

    # Maximal runs of one class to the left and to the right of p, at most 12 characters of each.
    left = p - 1
    while left > 0 and char_class(chunk[left - 1]) == char_class(chunk[p - 1]):
        left -= 1
    right = p + 1
    while right < n and char_class(chunk[right]) == char_class(chunk[p]):
        right += 1
    lrun, rrun = chunk[max(left, p - 12):p], chunk[p:min(right, p + 12)]
    dots = "." in chunk[:p], "." in chunk[p:]
    flags = ("%d%d%d%d%d%d" % ("@" in chunk, "//" in chunk or "www." in chunk, dots[0], dots[1],
                               chunk.count("-") > 1, left == 0)) + ("1" if right == n else "0")
    nxt = after[:1] if after else "\x03"
    values = (
        "", window(at, -1, 0), window(at, 0, 1), window(at, -1, 1), window(at, -2, 0), window(at, 0, 2),
        window(at, -2, 1), window(at, -1, 2), window(at, -3, 0), window(at, 0, 3), window(at, -2, 2),
        window(at, -3, 3), window(shp, -2, 2), window(shp, -4, 4), window(shp, -1, 1) + flags,
        lrun, rrun, lrun + "\x1f" + rrun, chunk[:24] + "\x1f" + chr(48 + min(p, 24)),
        window(shp, -3, 1) + "\x1f" + chunk[p:p + 4], chunk[max(0, p - 4):p] + "\x1f" + window(shp, 0, 3),
        lrun + "\x1f" + chunk[p] + "\x1f" + shape(after[:3] if after else "\x03"),
        window(at, -1, 1) + "\x1f" + (chr(48 + min(n - p, 5))) + nxt,
        window(at, -1, 1) + "\x1f" + (chr(48 + min(p, 5))) + before[-1:],
        lrun + "\x1f" + at(p) + "\x1f" + after[:12], before[:12] + "\x1f" + lrun + "\x1f" + at(p),
        last + "\x1f" + window(at, -1, 1), last + "\x1f" + lrun[-3:] + "\x1f" + rrun[:3],
        last + "\x1f" + window(shp, -2, 2), last + "\x1f" + lrun + "\x1f" + shape(raw[p:p + 8]),
        chunk[p:p + 8] + "\x1f" + shp(p - 1), shp(p) + "\x1f" + chunk[max(0, p - 8):p],
        shape(raw[max(0, p - 8):p]) + "\x1f" + shape(raw[p:p + 8]),
    )
    return [bucket(fnv(v.encode("utf-8", "surrogatepass"), fnv(bytes((t + 1,)))), SPLIT_BUCKETS)
            for t, v in enumerate(values)]


def sentence_features(word, space_before):
    """(form bucket, suffix bucket, shape bucket) of a word of the text."""
    f = "".join(fold(c) for c in word[:40])
    form = bucket(fnv(f.encode("utf-8", "surrogatepass")), SENT_FORM_BUCKETS)
    affix = bucket(fnv(f[-3:].encode("utf-8", "surrogatepass"), fnv(b"\x01")), SENT_AFFIX_BUCKETS)
    key = shape(word[:40]) + "\x1f" + chr(48 + space_before) + chr(48 + min(len(word), 4))
    shp = bucket(fnv(key.encode("utf-8", "surrogatepass"), fnv(b"\x02")), SENT_SHAPE_BUCKETS)
    return form, affix, shp
