"""PyTorch's times for what network.mjs times here: medians in milliseconds, float64, one thread, as JSON."""

import gzip
import json
import statistics
import sys
import time

import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
torch.manual_seed(1)
optim = torch.optim


def median(work, runs=9):
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def square(make, steps=1000):
    x = torch.tensor([70.0], requires_grad=True)
    optimizer = make([x])

    def work():
        for _ in range(steps):
            optimizer.zero_grad()
            (x * x).sum().backward()
            optimizer.step()

    return median(work) / steps


def million(make):
    x = torch.zeros(1_000_000, requires_grad=True)
    x.grad = torch.sin(torch.arange(1_000_000.0))
    optimizer = make([x])
    return median(optimizer.step, 25)


def epoch(norm):
    with gzip.open(sys.argv[1], "rt") as file:
        rows = torch.tensor([[float(cell) for cell in line.split(",")] for line in file])
    images, labels = rows[:, :64] / 16, rows[:, 64].long()
    hidden = [torch.nn.Linear(64, 32)] + ([torch.nn.BatchNorm1d(32)] if norm else []) + [torch.nn.ReLU()]
    net = torch.nn.Sequential(*hidden, torch.nn.Linear(32, 10))
    optimizer = optim.Adam(net.parameters(), lr=0.003)

    def work():
        for batch in torch.randperm(len(images)).split(32):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(net(images[batch]), labels[batch]).backward()
            optimizer.step()

    return median(work)


print(
    json.dumps(
        {
            "epoch": epoch(False),
            "epoch, batch norm": epoch(True),
            "square, gradient descent": square(lambda p: optim.SGD(p, lr=0.01)),
            "square, momentum": square(lambda p: optim.SGD(p, lr=0.01, momentum=0.9)),
            "square, Adam": square(lambda p: optim.Adam(p, lr=0.01)),
            "million, Adam": million(lambda p: optim.Adam(p, lr=0.001)),
            "million, Adam, fused": million(lambda p: optim.Adam(p, lr=0.001, fused=True)),
        }
    )
)
