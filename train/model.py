"""The networks: two encoders and one set of heads. README.md gives the same as formulas."""
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from data import TABLES

D = 128  # width of the fast encoder


def sigmoid(x):
    """Algebraic sigmoid: only IEEE basic operations, so every machine gives the same bits."""
    return 0.5 + 0.5 * x * torch.rsqrt(1 + x * x)


class QLinear(nn.Linear):
    """A linear layer that can run with simulated 8-bit weights and activations."""
    quantised = False

    def forward(self, x):
        if not QLinear.quantised:
            return F.linear(x, self.weight, self.bias)
        ws = self.weight.abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
        w = (torch.round(self.weight / ws).clamp(-127, 127)) * ws
        xs = x.abs().amax(-1, keepdim=True).clamp(min=1e-12)
        q = torch.round(x * (127 / xs)) * (xs / 127)
        if self.training:  # straight-through gradients
            w = self.weight + (w - self.weight).detach()
            q = x + (q - x).detach()
        return F.linear(q, w, self.bias)


class WordEmbedding(nn.Module):
    """Sum of the rows of the word table and of the affix and shape tables, then LayerNorm."""

    def __init__(self, words, dim):
        super().__init__()
        self.word = nn.Embedding(words, dim, sparse=True)  # row 0: unknown
        self.tables = nn.ModuleList(nn.Embedding(size, dim, sparse=True) for _, size in TABLES)
        self.norm = nn.LayerNorm(dim)
        nn.init.normal_(self.word.weight, std=0.3)
        for t in self.tables:
            nn.init.normal_(t.weight, std=0.15)

    def forward(self, ids, word_drop=0.0):
        w = ids[..., 0]
        if self.training and word_drop:
            w = w.masked_fill(torch.rand(w.shape) < word_drop, 0)
        e = self.word(w)
        for k, t in enumerate(self.tables):
            r = t(ids[..., k + 1])
            e = e + r
        return self.norm(e)


class ConvLayer(nn.Module):
    """x + GLU(W [x(t-d); x(t); x(t+d)] + b), normalised."""

    def __init__(self, dim, dilation, drop):
        super().__init__()
        self.d, self.drop = dilation, drop
        self.lin = QLinear(3 * dim, 2 * dim)
        self.norm = nn.LayerNorm(dim)

    def forward(self, x, mask):
        p = F.pad(x * mask, (0, 0, self.d, self.d))
        n = x.shape[1]
        u = torch.cat([p[:, :n], x * mask, p[:, 2 * self.d:]], -1)
        a, b = self.lin(u).chunk(2, -1)
        y = F.dropout(a * sigmoid(b), self.drop, self.training)
        return self.norm(x + y)


class RecurrentLayer(nn.Module):
    """Bidirectional minGRU: h(t) = (1 - z) h(t-1) + z c, z and c from the input alone; then a projection."""

    def __init__(self, dim, hidden, drop, inputs=None):
        super().__init__()
        self.h, self.drop = hidden, drop
        self.lin = QLinear(inputs or dim, 4 * hidden)  # z forward, c forward, z backward, c backward
        self.out = QLinear(2 * hidden, dim)
        self.norm = nn.LayerNorm(dim)
        with torch.no_grad():
            self.lin.bias[:hidden] = torch.linspace(-2, 1.5, hidden)
            self.lin.bias[2 * hidden:3 * hidden] = torch.linspace(-2, 1.5, hidden)

    def forward(self, x, mask):
        u = self.lin(x)
        zf, cf, zb, cb = u.chunk(4, -1)
        # Padding lies at the end: the forward scan never sees it before a word, the backward one must not keep it.
        z = torch.stack([sigmoid(zf), (sigmoid(zb) * mask).flip(1)], 2)
        c = torch.stack([cf, cb.flip(1)], 2)
        a, b = (1 - z).unbind(1), (z * c).unbind(1)
        h = torch.zeros_like(b[0])
        out = []
        for t in range(len(a)):
            h = torch.addcmul(b[t], a[t], h)
            out.append(h)
        h = torch.stack(out, 1)
        y = torch.cat([h[:, :, 0], h[:, :, 1].flip(1)], -1)
        y = F.dropout(self.out(y), self.drop, self.training)
        return self.norm(x + y)


class FastEncoder(nn.Module):
    def __init__(self, words, layers="crcr", dim=D, drop=0.2):
        super().__init__()
        self.embed = WordEmbedding(words, dim)
        self.drop = drop
        dil = iter((1, 1, 2, 4))
        self.layers = nn.ModuleList(ConvLayer(dim, next(dil), drop) if k == "c" else RecurrentLayer(dim, dim, drop) for k in layers)
        self.dim = dim

    def forward(self, batch):
        x = self.embed(batch["words"], 0.12)
        x = F.dropout(x, self.drop, self.training)
        mask = batch["mask"].unsqueeze(-1).to(x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        return x


class BertLayer(nn.Module):
    def __init__(self, dim=384, heads=12, inner=1536, drop=0.1):
        super().__init__()
        self.heads, self.drop = heads, drop
        self.qkv = QLinear(dim, 3 * dim)
        self.proj = QLinear(dim, dim)
        self.norm1 = nn.LayerNorm(dim, eps=1e-12)
        self.up = QLinear(dim, inner)
        self.down = QLinear(inner, dim)
        self.norm2 = nn.LayerNorm(dim, eps=1e-12)

    def forward(self, x, bias):
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, bias)
        y = self.proj(y.transpose(1, 2).reshape(b, n, d))
        x = self.norm1(x + F.dropout(y, self.drop, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(y, self.drop, self.training))


CASE_KINDS = 6  # of the word a piece belongs to: lower, Title, UPPER, mixed, one capital letter, other


class AccurateEncoder(nn.Module):
    """MiniLM over word pieces, mean of a word's pieces, affix and shape rows, one recurrent layer."""

    def __init__(self, weights=None, words=1, dim=256, drop=0.2):
        super().__init__()
        self.piece = nn.Embedding(30522, 384, sparse=True)
        self.position = nn.Embedding(512, 384)
        self.case = nn.Embedding(CASE_KINDS, 384)
        self.norm = nn.LayerNorm(384, eps=1e-12)
        self.layers = nn.ModuleList(BertLayer() for _ in range(6))
        self.mix = nn.Parameter(torch.tensor([0.0, 0.0, 0.0, 1.0]))  # weights of the last four layers
        self.embed = WordEmbedding(words, 64)
        self.project = QLinear(384 + 64, dim)
        self.recurrent = RecurrentLayer(dim, dim // 2, drop)
        self.norm_in = nn.LayerNorm(dim)
        self.dim, self.drop = dim, drop
        nn.init.zeros_(self.case.weight)
        if weights is not None:
            g = lambda name: torch.tensor(weights[name])
            with torch.no_grad():
                self.piece.weight.copy_(g("embeddings.word_embeddings.weight"))
                self.position.weight.copy_(g("embeddings.position_embeddings.weight") + g("embeddings.token_type_embeddings.weight")[0])
                self.norm.weight.copy_(g("embeddings.LayerNorm.weight"))
                self.norm.bias.copy_(g("embeddings.LayerNorm.bias"))
                for i, l in enumerate(self.layers):
                    p = f"encoder.layer.{i}."
                    for name, t in (("weight", "weight"), ("bias", "bias")):
                        getattr(l.qkv, t).copy_(torch.cat([g(p + f"attention.self.{k}.{name}") for k in ("query", "key", "value")]))
                        getattr(l.proj, t).copy_(g(p + "attention.output.dense." + name))
                        getattr(l.norm1, t).copy_(g(p + "attention.output.LayerNorm." + name))
                        getattr(l.up, t).copy_(g(p + "intermediate.dense." + name))
                        getattr(l.down, t).copy_(g(p + "output.dense." + name))
                        getattr(l.norm2, t).copy_(g(p + "output.LayerNorm." + name))

    def words(self, batch):
        """(b, words, 384): the mix of the upper layers, the mean of a word's pieces."""
        p, pm = batch["pieces"], batch["piece_mask"]
        x = self.piece(p) + self.position.weight[:p.shape[1]] + self.case(batch["piece_case"])
        x = F.dropout(self.norm(x), 0.1, self.training)
        bias = torch.zeros(pm.shape).masked_fill(~pm, -1e9)[:, None, None, :]
        kept = []
        for i, l in enumerate(self.layers):
            x = l(x, bias)
            if i >= 2:
                kept.append(x)
        x = sum(w * k for w, k in zip(self.mix, kept))
        return torch.bmm(batch["pool"], x)  # (b, words, pieces) averages

    def forward(self, batch):
        y = torch.cat([self.words(batch), self.embed(batch["words"])], -1)
        y = self.norm_in(self.project(F.dropout(y, self.drop, self.training)))
        mask = batch["mask"].unsqueeze(-1).to(y.dtype)
        return self.recurrent(F.dropout(y, self.drop, self.training), mask)


class Heads(nn.Module):
    def __init__(self, dim, vocab, arc=128, label=96, drop=0.25):
        super().__init__()
        self.drop = drop
        self.upos = QLinear(dim, len(vocab["upos"]))
        self.feats = QLinear(dim, len(vocab["feats"]))
        self.lemma = QLinear(dim, len(vocab["lemma"]))
        self.ner = QLinear(dim, len(vocab["ner"]))
        self.arc_dep = QLinear(dim, arc)
        self.arc_head = QLinear(dim, arc)
        self.arc_bilinear = QLinear(arc, arc)  # applied to the dependent's side; its bias scores heads alone
        self.arc_root = nn.Parameter(torch.randn(arc) * 0.1)
        self.distance = nn.Parameter(torch.zeros(65))  # head - dependent, clipped to -32..32, at +32
        self.root_bias = nn.Parameter(torch.zeros(1))
        self.label_dep = QLinear(dim, label)
        self.label_head = QLinear(dim, label, bias=False)
        self.label_root = nn.Parameter(torch.randn(label) * 0.1)
        self.label_out = QLinear(label, len(vocab["deprel"]))
        self.scale = 1 / math.sqrt(arc)

    def arcs(self, x, mask):
        """(b, n, n + 1) scores; column 0 is the root, column j the word j (1-based)."""
        d = lambda t: F.dropout(t, self.drop, self.training)
        dep, head = d(torch.relu(self.arc_dep(x))), d(torch.relu(self.arc_head(x)))
        u = self.arc_bilinear(dep)
        s = torch.bmm(u, head.transpose(1, 2)) * self.scale
        n = x.shape[1]
        i = torch.arange(n)
        s = s + self.distance[(i[None, :] - i[:, None]).clamp(-32, 32) + 32]
        root = (u @ self.arc_root) * self.scale + self.root_bias
        s = torch.cat([root.unsqueeze(2), s], 2)
        allowed = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)[:, None, :] & ~F.pad(torch.eye(n, dtype=torch.bool), (1, 0))
        return s.masked_fill(~allowed, -1e9)

    def labels(self, x, heads):
        """Label scores for given heads (b, n), 0 = root."""
        hx = self.label_head(x)
        hx = torch.cat([self.label_root.expand(x.shape[0], 1, -1), hx], 1)
        h = torch.gather(hx, 1, heads.unsqueeze(-1).expand(-1, -1, hx.shape[-1]))
        return self.label_out(F.dropout(torch.relu(self.label_dep(x) + h), self.drop, self.training))


class Parser(nn.Module):
    def __init__(self, encoder, vocab, **kw):
        super().__init__()
        self.encoder = encoder
        self.heads = Heads(encoder.dim, vocab, **kw)

    def forward(self, batch):
        return self.encoder(batch)

    def loss(self, batch, weights=None):
        x = self.encoder(batch)
        h, m = self.heads, batch["mask"]
        d = lambda t: F.dropout(t, h.drop, self.training)
        w = batch["weight"]  # (b, n), 0 on padding
        xd = d(x)
        total = 0.0
        parts = {}

        def add(name, losses, known, factor):
            nonlocal total
            k = known.to(losses.dtype) * w
            value = (losses * k).sum() / k.sum().clamp(min=1)
            parts[name] = float(value.detach())
            total = total + factor * value

        for name, layer, factor in (("upos", h.upos, 1.0), ("feats", h.feats, 0.7), ("lemma", h.lemma, 0.5)):
            y = batch[name]
            add(name, F.cross_entropy(layer(xd).transpose(1, 2), y.clamp(min=0), reduction="none"), y >= 0, factor)
        logp = F.log_softmax(h.ner(xd), -1)
        add("ner", -torch.logsumexp(logp.masked_fill(~batch["ner_allowed"], -1e9), -1), batch["ner_known"], 1.5)
        y = batch["head"]
        arcs = h.arcs(xd, m)
        add("arc", F.cross_entropy(arcs.transpose(1, 2), y.clamp(min=0), reduction="none"), (y >= 0) & m, 1.0)
        r = batch["rel"]
        lab = h.labels(xd, y.clamp(min=0))
        add("rel", F.cross_entropy(lab.transpose(1, 2), r.clamp(min=0), reduction="none"), (r >= 0) & (y >= 0), 1.0)
        return total, parts
