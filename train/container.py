"""The model container (README.md, "Container"): named, aligned, plain little-endian tensors in one file."""
import json
import struct

import numpy as np
import xxhash

MAGIC, VERSION = b"DGMODEL1", 1
HEADER, ENTRY, ALIGN = 24, 48, 64
DTYPES = {"i8": np.int8, "u32": np.uint32, "u64": np.uint64, "f32": np.float32, "utf8": np.uint8}


def write(path, manifest, tensors):
    """tensors: list of (name, array). The manifest gets a "tensors" key with dtypes and shapes."""
    names = {np.dtype(v): k for k, v in DTYPES.items() if k != "utf8"}
    manifest = dict(manifest)
    manifest["tensors"] = {}
    sections = []
    for name, a in tensors:
        if isinstance(a, str):
            data = a.encode("utf-8")
            manifest["tensors"][name] = {"dtype": "utf8", "shape": [len(data)]}
        else:
            a = np.ascontiguousarray(a)
            manifest["tensors"][name] = {"dtype": names[a.dtype], "shape": list(a.shape)}
            data = a.tobytes()
        sections.append((name, data))
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    sections.insert(0, ("manifest", text))
    at = HEADER + ENTRY * len(sections)
    table, body = b"", b""
    begin = at
    for name, data in sections:
        assert len(name.encode()) < 32, name
        pad = -(begin + len(body)) % ALIGN
        body += b"\0" * pad
        table += struct.pack("<32sQQ", name.encode(), begin + len(body), len(data))
        body += data
    rest = table + body
    head = MAGIC + struct.pack("<IIQ", VERSION, len(sections), xxhash.xxh3_64_intdigest(rest))
    with open(path, "wb") as f:
        f.write(head + rest)
    return len(head) + len(rest)


def read(path):
    """(manifest, dict of name to array or string); checks the checksum."""
    with open(path, "rb") as f:
        d = f.read()
    assert d[:8] == MAGIC
    version, count, digest = struct.unpack_from("<IIQ", d, 8)
    assert version == VERSION and xxhash.xxh3_64_intdigest(d[HEADER:]) == digest
    raw = {}
    for k in range(count):
        name, offset, size = struct.unpack_from("<32sQQ", d, HEADER + ENTRY * k)
        raw[name.rstrip(b"\0").decode()] = d[offset:offset + size]
    manifest = json.loads(raw.pop("manifest"))
    out = {}
    for name, t in manifest["tensors"].items():
        out[name] = raw[name].decode("utf-8") if t["dtype"] == "utf8" else np.frombuffer(raw[name], DTYPES[t["dtype"]]).reshape(t["shape"])
    return manifest, out
