#!/usr/bin/env python3
"""Checks digests: each file is lines of digests of what follows the first
empty line.

usage: sha256_check.py FILE...
"""
import hashlib
import pathlib
import sys


def main():
    bad = 0
    for path in sys.argv[1:]:
        head, _, content = pathlib.Path(path).read_bytes().partition(b"\n\n")
        digest = hashlib.sha256(content).hexdigest().encode()
        if set(head.split(b"\n")) != {digest}:
            print(f"{path}: {len(content)} bytes: {digest} is {head}")
            bad += 1
    return 1 if bad or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
