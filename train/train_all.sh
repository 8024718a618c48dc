#!/usr/bin/env bash
# Rebuilds every English model from the data, with fixed seeds. Steps whose result is there are skipped;
# the parsers resume from their last finished epoch. Work files lie in build/train, models in models/.
# Needs the training data under DRAGOMAN_DATA (default ../shared/data). About five hours on two cores.
set -euo pipefail
cd "$(dirname "$0")"
work=../build/train
mkdir -p "$work" testvectors
if [ ! -x ../build/venv/bin/python ]; then
  python3 -m venv ../build/venv
  ../build/venv/bin/pip install -q -r requirements.txt
fi
python="../build/venv/bin/python"
# Threads that wait sleep: spinning costs more than it saves where the cores are shared.
export OMP_WAIT_POLICY=PASSIVE GOMP_SPINCOUNT=0

[ -f "$work/segmenter.pt" ] || $python segment_train.py "$work/segmenter.pt"
$python export.py segmenter "$work/segmenter.pt" ../models/segmenter.dgm
$python reference.py segmenter ../models/segmenter.dgm testvectors/segmenter.json

[ -f "$work/accurate1.done" ] || $python train_parser.py accurate "$work/accurate1.pt" \
  --epochs 4 --lr 1.5e-3 --encoder-lr 1.5e-4 --batch 1200
touch "$work/accurate1.done"
[ -f "$work/accurate.done" ] || $python train_parser.py accurate "$work/accurate.pt" --init "$work/accurate1.pt" \
  --epochs 13 --lr 1.2e-3 --encoder-lr 1.2e-4 --batch 1200 --seed 7 --minutes 1000
touch "$work/accurate.done"

[ -f "$work/raw.pkl" ] || $python silver.py collect "$work/raw.pkl"
# Word vectors need the teacher's states: 20,000 sentences are enough for them and for the first rounds.
[ -f "$work/silver.pkl.npz" ] || {
  MINUTES="${MINUTES:-15}" $python silver.py label "$work/raw.pkl" "$work/accurate.pt" "$work/silver.pkl" 0/1
  $python silver.py merge "$work/raw.pkl" "$work/accurate.pt" "$work/silver.pkl" 1
}
# All sentences are labelled by the program itself, twenty times faster.
[ -f "$work/silver_all.pkl" ] || {
  $python export.py accurate "$work/accurate.pt" ../models/accurate.dgm
  ../scripts/build
  $python silver.py words "$work/raw.pkl" "$work/words"
  for format in conllu iob2; do
    ../build/bin/dragoman read --input conllu --model accurate --format $format "$work"/words/*.conllu > "$work/silver.$format"
  done
  $python silver.py read "$work/silver.conllu" "$work/silver.iob2" "$work/silver_all.pkl"
}

export THREADS=1
[ -f "$work/fast1.done" ] || $python train_parser.py fast "$work/fast1.pt" --silver "$work/silver.pkl" \
  --vectors "$work/silver.pkl.npz" --gold-times 2 --epochs 5 --lr 3e-3 --batch 1200 --workers 2
touch "$work/fast1.done"
# Further rounds with less dropout (a network of this size under-fits before it over-fits), on all sentences, gold more often
# at the end.
[ -f "$work/fast2.done" ] || $python train_parser.py fast "$work/fast2.pt" --init "$work/fast1.pt" --silver "$work/silver_all.pkl" \
  --gold-times 3 --drop 0.1 --epochs 6 --lr 2e-3 --batch 1200 --workers 2 --by-time --minutes 92
touch "$work/fast2.done"
[ -f "$work/fast.done" ] || $python train_parser.py fast "$work/fast.pt" --init "$work/fast2.pt" --silver "$work/silver_all.pkl" \
  --gold-times 8 --drop 0.1 --epochs 6 --lr 1.2e-3 --batch 1200 --workers 2 --by-time --minutes 34 --seed 5
touch "$work/fast.done"

for kind in fast accurate; do
  $python export.py "$kind" "$work/$kind.pt" "../models/$kind.dgm"
  $python reference.py parser "../models/$kind.dgm" "testvectors/$kind.json" ../models/segmenter.dgm
  $python score.py "$work/$kind.pt" ../models/segmenter.dgm
done

# The event model learns from what the program itself makes of coded sentences: build it first.
[ -f "$work/events.npz" ] || $python event_vectors.py "$work/silver_all.pkl" "$work/events.npz" 24000 96
[ -f "$work/events.pt" ] || {
  cmake -S .. -B ../build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release -DDRAGOMAN_BENCHMARKS=ON
  cmake --build ../build/bench --target event_tables
  $python event_codes.py convert "$work/events"
  $python event_codes.py raw "$work/silver_all.pkl" "$work/events"
  for part in written held real raw; do
    ../build/bench/bin/event_tables < "$work/events/$part.texts" > "$work/events/$part.tables"
  done
  export THREADS=2
  [ -f "$work/events_pre.pt" ] || $python events.py pretrain "$work/events_pre.pt" "$work/events.npz" written,real,raw folder="$work/events/" dim=192 epochs=3
  [ -f "$work/events1.pt" ] || $python events.py train "$work/events1.pt" "$work/events.npz" written,real held folder="$work/events/" init="$work/events_pre.pt" dim=192 drop=0.15 epochs=9
  # Several runs go on from one beginning, each its own way; the mean of their weights is better than any.
  again() {  # NAME FROM SETTINGS...
    [ -f "$work/$1.pt" ] || $python events.py train "$work/$1.pt" "$work/events.npz" written,real held folder="$work/events/" init="$work/$2.pt" dim=192 "${@:3}"
  }
  again events2 events1 drop=0.2 lr=0.0015 seed=11 epochs=7
  again events3 events1 drop=0.25 lr=0.0018 seed=12 epochs=7
  $python events.py average "$work/events23.pt" "$work/events2.pt" "$work/events3.pt"
  again events4 events23 drop=0.2 lr=0.0016 seed=21 epochs=7
  again events5 events23 drop=0.25 lr=0.0018 seed=22 epochs=7
  $python events.py average "$work/events45.pt" "$work/events4.pt" "$work/events5.pt"
  again events6 events45 drop=0.2 lr=0.0015 seed=41 epochs=5
  again events7 events45 drop=0.25 lr=0.0017 seed=42 epochs=5
  $python events.py average "$work/events.pt" "$work/events6.pt" "$work/events7.pt"
}
$python events.py export "$work/events.pt" ../models/events.dgm
