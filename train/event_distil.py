"""The event model learns from larger networks: their labels of raw sentences beside our own codings.

    event_distil.py frozen OUT.pt VECTORS.npz PARSER.pt TRAIN[,TRAIN…] DEV        folder=… epochs=8
    event_distil.py label  OUT.pkl VECTORS.npz PARSER.pt RAW N TEACHER.pt…        folder=…
    event_distil.py train  OUT.pt VECTORS.npz TRAIN[,TRAIN…] DEV SOFT.pkl RAW     folder=… init=… epochs=8 words=12900 raw=9000
    event_distil.py score  VECTORS.npz PARSER.pt NAME TEACHER.pt…                 folder=…

Three teachers: the small network itself, MiniLM fine-tuned for the task (events.py train … teacher=1), and the small network's layers over the
frozen states of the encoder of the accurate language model (`frozen`; PARSER.pt is that model's file). The mean of their probabilities labels raw
sentences; the small network learns from those and from the coded texts, half and half by turns of sentences. README.md, "Events".
"""
import json
import os
import pickle
import random
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import events as E
import train_parser
from events import ACTS, STATUS, TYPES, EventNet, Sizes, Teacher, batch_of, coded_loss, folded, learn, load
from model import QLinear

GRID = [(t, 0, b) for t in (.4, .45, .5, .55, .6) for b in (0, .2)]


class States:
    """What the encoder of the accurate language model makes of every word: the mix of its upper layers, the mean of the word's pieces."""

    def __init__(self, path):
        self.model, self.encoder, _ = train_parser.load(path)

    @torch.inference_mode()
    def __call__(self, items, n):
        class Example:
            def __init__(self, words):
                self.forms, self.spaces = [w or "." for w in words], [True] * len(words)
        b = self.encoder.batch([Example(s.words) for s, _ in items], labels=False)
        y = self.model.encoder.words(b)
        out = torch.zeros(len(items), n, 384)
        out[:, :y.shape[1]] = y[:, :n]
        return out


class FrozenNet(EventNet):
    """The small network's layers over the states of another encoder, which does not learn."""
    states, known = None, {}

    def __init__(self, vectors, modes, **more):
        super().__init__(vectors, modes, **more)
        self.more, self.state_norm = QLinear(384, self.rows.weight.shape[1], bias=False), nn.LayerNorm(384)

    def inputs(self, items, b):
        n = b["vec"].shape[1]
        fresh = [x for x in items if id(x[0]) not in self.known]
        if fresh:
            y = self.states(fresh, n)
            if self.training or len(self.known) < 30000:
                for k, (s, _) in enumerate(fresh):
                    self.known[id(s)] = y[k, :s.n].numpy().astype(np.float16)
        b["states"] = torch.zeros(len(items), n, 384)
        for k, (s, _) in enumerate(items):
            b["states"][k, :s.n] = torch.from_numpy(self.known[id(s)].astype(np.float32))
        return b

    def lexical(self, b):
        return self.more(F.dropout(self.state_norm(b["states"]), 0.2, self.training))


class Mean:
    """Several networks as one: the mean of their probabilities, of parties of their scores."""

    def __init__(self, nets):
        self.nets = nets

    def eval(self):
        pass

    def inputs(self, items, b):
        for net in self.nets:
            b = net.inputs(items, b)
        return b

    def encode(self, b):
        return [net.encode(b) for net in self.nets]

    def probabilities(self, head, x):
        return sum(getattr(net, head)(y).softmax(-1) for net, y in zip(self.nets, x)) / len(self.nets)

    def act_type(self, x):
        return self.probabilities("act_type", x).clamp(min=1e-9).log()

    def mode(self, x):
        return self.probabilities("mode", x)

    def parties(self, x, *pairs):
        return sum(net.parties(y, *pairs) for net, y in zip(self.nets, x)) / len(self.nets)


def network(path, vectors):
    c = torch.load(path, weights_only=False)
    Sizes.word_rows, Sizes.pair_rows = c["state"]["rows.weight"].shape[0] - 1, c["state"]["pair.weight"].shape[0] - 1
    if c.get("teacher"):
        net = Teacher(c["modes"], dim=c["dim"], layers=c["layers"])
    else:
        kind = FrozenNet if "more.weight" in c["state"] else EventNet
        net = kind(vectors[:len(c["words"])], c["modes"], dim=c["dim"], layers=c["layers"])
    net.load_state_dict(c["state"])
    return net.eval(), c["modes"]


def vocabulary(path, words=None):
    v = np.load(path)
    return v["vectors"][:words], [str(w) for w in v["words"]][:words]


def raw_sentences(name, vocab, folder):
    """Raw texts have no codings: a file of empty ones is made where there is none."""
    if not os.path.exists(f"{folder}{name}.codes"):
        with open(f"{folder}{name}.codes", "w") as out:
            for line in open(f"{folder}{name}.texts"):
                out.write(json.dumps(dict(id=json.loads(line)["id"], events=[], statements=[])) + "\n")
    return [x for x in load([name], vocab, folder) if 4 <= x[0].n <= 60]


def party_pairs(part, types):
    """Every candidate of the words that `types` (sentence, word → type or None) calls acts: where, who, rows."""
    where, who, rows = [], [], []
    for k, (s, _) in enumerate(part):
        for i in range(s.n):
            t = types(k, i) if i in s.pairs else None
            if t is None:
                continue
            for c, r in zip(s.cands, s.pairs[i]):
                where.append((k, i))
                who.append(c[1])
                rows.append(r + [Sizes.type_row + t])
    if not where:
        return None
    most = max(map(len, rows))
    table = torch.full((len(rows), most), Sizes.pair_rows, dtype=torch.long)
    for k, r in enumerate(rows):
        table[k, :len(r)] = torch.tensor(r)
    return torch.tensor(where), torch.tensor(who), table


@torch.inference_mode()
def label(out, vectors, parser, raw, n, teachers, folder=""):
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    v, words = vocabulary(vectors)
    vocab = {folded(w): i + 1 for i, w in enumerate(words)}
    nets = [network(path, v) for path in teachers]
    FrozenNet.states = States(parser)
    assert all(m == nets[0][1] for _, m in nets)
    net = Mean([k for k, _ in nets])
    data = raw_sentences(raw, vocab, folder)[:n]
    soft, t0 = [None] * len(data), time.time()
    order = sorted(range(len(data)), key=lambda k: data[k][0].n)
    for b in range(0, len(order), 48):
        keys = order[b:b + 48]
        part = [data[k] for k in keys]
        FrozenNet.known.clear()
        batch = net.inputs(part, batch_of(part, {}))
        x = net.encode(batch)
        heads = [net.probabilities(h, x) for h in ("act_type", "status", "act", "mode")]
        types = heads[0]
        pairs = party_pairs(part, lambda k, i: int(types[k, i, 1:].argmax()) if types[k, i, 0] < 0.7 else None)
        parties = [{} for _ in part]
        if pairs:
            z = torch.sigmoid(net.parties(x, *pairs)).numpy().astype(np.float16)
            for (k, i), p in zip(pairs[0].tolist(), z):
                parties[k].setdefault(i, []).append(p)
        for k, key in enumerate(keys):
            soft[key] = [h[k, :data[key][0].n].numpy().astype(np.float16) for h in heads] + [{i: np.stack(p) for i, p in parties[k].items()}]
    pickle.dump(soft, open(out, "wb"))
    print(f"{len(soft)} sentences labelled in {time.time() - t0:.0f} s")


def soft_loss(net, part, b, x, modes):
    """Cross entropy with the teachers' probabilities; modes, statuses and parties as likely as the word is an act at all."""
    n, m = x.shape[1], b["mask"]
    want = [torch.zeros(len(part), n, size) for size in (len(TYPES) + 1, len(STATUS), len(ACTS) + 1, modes)]
    for k, (s, _) in enumerate(part):
        for t, y in zip(want, s.soft):
            t[k, :s.n] = torch.from_numpy(y.astype(np.float32))
    act = (1 - want[0][..., 0]) * m
    ce = lambda head, t: -(t * head(x).log_softmax(-1)).sum(-1)
    types = ce(net.act_type, want[0])[m].sum()
    rest = (ce(net.status, want[1]) * act).sum() + (ce(net.mode, want[3]) * act).sum() + ce(net.act, want[2])[m].sum()
    loss = types + 0.5 * rest
    pairs = party_pairs(part, lambda k, i: int(part[k][0].soft[0][i, 1:].argmax()) if i in part[k][0].soft[4] else None)
    if pairs:
        right = torch.from_numpy(np.concatenate([part[k][0].soft[4][i] for k, (s, _) in enumerate(part) for i in range(s.n)
                                                 if i in s.pairs and i in s.soft[4]]).astype(np.float32))
        weight = act[pairs[0][:, 0], pairs[0][:, 1]].unsqueeze(-1)
        loss = loss + (F.binary_cross_entropy_with_logits(net.parties(x, *pairs), right, reduction="none") * weight).sum()
    return loss / len(part), float(types) / len(part)


def train(out, vectors, names, dev_name, soft, raw, folder="", init=None, like=None, epochs=8, words=12900, raw_=9000, seed=1, dim=192, layers="cgrg",
          drop=0.15, lr=2e-3):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    v, words = vocabulary(vectors, words)
    vocab = {folded(w): i + 1 for i, w in enumerate(words)}
    data, dev = load(names, vocab, folder), load([dev_name], vocab, folder)
    codes = {json.loads(line)["id"]: json.loads(line) for line in open(f"{folder}{dev_name}.codes")}
    labels = pickle.load(open(soft, "rb"))
    unread = raw_sentences(raw, vocab, folder)[:len(labels)]
    for (s, _), y in zip(unread, labels):
        assert len(y[0]) == s.n
        s.soft, s.types, s.acts = y, [-1] * s.n, [-1] * s.n
    modes = torch.load(like, weights_only=False)["modes"]
    mode_id = {m: i for i, m in enumerate(modes)}
    net = EventNet(v, modes, dim=dim, layers=layers, drop=drop)
    state = net.state_dict()
    for k, w in torch.load(init, weights_only=False)["state"].items():
        w = w[:len(words) + 1] if k == "word.weight" else w
        if k in state and state[k].shape == w.shape:
            state[k] = w
    net.load_state_dict(state)
    slow = [p for n, p in net.named_parameters() if n.startswith("word.")]
    rest = [p for n, p in net.named_parameters() if not n.startswith("word.")]
    opt = torch.optim.AdamW([dict(params=slow, lr=lr * 0.1, weight_decay=0), dict(params=rest, lr=lr, weight_decay=0.01)], betas=(0.9, 0.99))
    average = [p.detach().clone() for p in net.parameters()]

    def swap():
        for a, p in zip(average, net.parameters()):
            a.data, p.data = p.data, a.data

    def batches(items):
        order = sorted(items, key=lambda x: x[0].n + rng.random() * 6)
        return [order[i:i + 32] for i in range(0, len(order), 32)]
    total, step, start = ((len(data) + 31) // 32 + (min(raw_, len(unread)) + 31) // 32) * epochs, 0, 0
    checkpoint = out + ".ckpt"
    if os.path.exists(checkpoint):
        c = torch.load(checkpoint, weights_only=False)
        net.load_state_dict(c["net"])
        opt.load_state_dict(c["opt"])
        average, step, start = c["average"], c["step"], c["epoch"]
        rng.setstate(c["rng"])
        torch.set_rng_state(c["torch_rng"])
    for epoch in range(start, epochs):
        t0, sums, counts = time.time(), [0, 0], [0, 0]
        todo = batches(data) + batches(rng.sample(unread, min(raw_, len(unread))))
        rng.shuffle(todo)
        net.train()
        QLinear.quantised = epoch >= epochs - 2
        for part in todo:
            b = batch_of(part, mode_id, True, rng, 0.25)
            for g, share in zip(opt.param_groups, (0.1, 1)):
                g["lr"] = lr * share * min(1, (step + 1) / 100) * 0.5 * (1 + np.cos(np.pi * step / total))
            x = net.encode(b)
            kind = part[0][0].soft is not None
            loss, shown = soft_loss(net, part, b, x, len(modes)) if kind else (coded_loss(net, b, x, len(part)), None)
            step += 1
            learn(net, opt, loss, average, step)
            sums[kind] += float(loss) if shown is None else shown
            counts[kind] += 1
        line = f"epoch {epoch + 1} coded {sums[0] / max(counts[0], 1):.3f} raw {sums[1] / max(counts[1], 1):.3f} {time.time() - t0:.0f} s"
        if epoch % 2 == 1 or epoch == epochs - 1:
            swap()
            line += f" dev {E.evaluate(net, dev, modes, mode_id, codes, GRID)[:2]}"
            swap()
        print(line, flush=True)
        torch.save(dict(net=net.state_dict(), opt=opt.state_dict(), average=average, step=step, epoch=epoch + 1, rng=rng.getstate(),
                        torch_rng=torch.get_rng_state()), checkpoint + ".part")
        os.replace(checkpoint + ".part", checkpoint)
    swap()
    torch.save(dict(state=net.state_dict(), modes=modes, words=words, layers=layers, dim=dim, teacher=0), out)
    os.remove(checkpoint)


def score(vectors, parser, name, teachers, folder=""):
    v, words = vocabulary(vectors)
    vocab = {folded(w): i + 1 for i, w in enumerate(words)}
    nets = [network(path, v) for path in teachers]
    FrozenNet.states = States(parser)
    modes = nets[0][1]
    mode_id = {m: i for i, m in enumerate(modes)}
    items = load([name], vocab, folder)
    codes = {json.loads(line)["id"]: json.loads(line) for line in open(f"{folder}{name}.codes")}
    for path, (net, _) in zip(teachers, nets):
        print(path, *E.evaluate(net, items, modes, mode_id, codes, GRID)[:2], flush=True)
    print("all", *E.evaluate(Mean([net for net, _ in nets]), items, modes, mode_id, codes, GRID)[:2])


if __name__ == "__main__":
    plain = [a for a in sys.argv[2:] if "=" not in a]
    kinds = dict(folder=str, init=str, like=str, epochs=int, words=int, raw=int, drop=float)
    opts = {k: kinds[k](x) for k, x in (a.split("=") for a in sys.argv[2:] if "=" in a)}
    if sys.argv[1] == "frozen":
        v = np.load(plain[1])["vectors"]
        FrozenNet.states = States(plain[2])
        E.train(plain[0], plain[1], plain[3].split(","), plain[4], dim=192, layers="grg", drop=0.2, **opts,
                make=lambda modes: FrozenNet(v, modes, dim=192, layers="grg", drop=0.2))
    elif sys.argv[1] == "label":
        label(plain[0], plain[1], plain[2], plain[3], int(plain[4]), plain[5:], **opts)
    elif sys.argv[1] == "train":
        if "raw" in opts:
            opts["raw_"] = opts.pop("raw")
        train(plain[0], plain[1], plain[2].split(","), plain[3], plain[4], plain[5], **opts)
    elif sys.argv[1] == "score":
        score(plain[0], plain[1], plain[2], plain[3:], **opts)
