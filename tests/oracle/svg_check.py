#!/usr/bin/env python3
"""Looks over a chart as a reader would, and prints the values it tells.

usage: svg_check.py FILE...

Prints a line for each bar or point: the title of its panel, what its tip
says, TAB between them.  Exit status 1, and why, when the file is not
well-formed; holds anything but shapes and text, or points to anything outside
itself; has no name for who can't see it; has text outside the picture or on
other text; or has a bar or point that is not where its value belongs: within
a panel all of them and the ticks must lie on one scale.

Shares nothing with the tools.
"""
import re
import sys
import xml.etree.ElementTree as ET
from fractions import Fraction

SVG = "{http://www.w3.org/2000/svg}"
ATTRIBUTES = {
    "svg": "width height viewBox role font-family",
    "title": "",
    "desc": "",
    "path": "d fill stroke stroke-width stroke-dasharray",
    "text": "x y font-size text-anchor font-weight fill",
}
SUFFIX = {"k": 3, "M": 6, "bn": 9, "tn": 12}
NUMBER = re.compile(
    "(\u2212?[0-9\u00a0]+(?:\\.[0-9]+)?)(?:\u00a0(k|M|bn|tn))?$")


class Wrong(Exception):
    pass


def need(true, what):
    if not true:
        raise Wrong(what)


def number(text):
    """A number as charts write it, or None."""
    m = NUMBER.match(text)
    if not m:
        return None
    digits = m[1].replace("\u00a0", "").replace("\u2212", "-")
    return Fraction(digits) * 10 ** SUFFIX.get(m[2], 0)


def elements(root):
    for e in root.iter():
        need(e.tag.startswith(SVG), f"{e.tag} is no SVG")
        name = e.tag[len(SVG):]
        need(name in ATTRIBUTES, f"<{name}> is not for a picture on paper")
        for a in e.attrib:
            need(a in ATTRIBUTES[name].split(), f"{name} has {a}")
            need("url" not in e.attrib[a], f"{a} points elsewhere")
        yield name, e


def text_box(e):
    """Where a text stands at least: letters are half as wide as high."""
    size = float(e.get("font-size"))
    width = sum(0.25 if c in " .,:;'|!ilIjtfr()[]/\u00a0" else 0.5
                for c in e.text) * size
    x, y = float(e.get("x")), float(e.get("y"))
    left = {"middle": x - width / 2, "end": x - width}.get(
        e.get("text-anchor"), x)
    return left, y - 0.7 * size, left + width, y


def check_texts(texts, width, height):
    boxes = [(text_box(t), t.text) for t in texts]
    boxes.sort(key=lambda b: b[0][1])
    for i, (a, said) in enumerate(boxes):
        need(a[0] >= 0 and a[1] >= 0 and a[2] <= width and a[3] <= height,
             f'"{said}" is cut off')
        for b, other in boxes[i + 1:]:
            if b[1] >= a[3]:
                break
            need(b[0] >= a[2] or b[2] <= a[0],
                 f'"{said}" and "{other}" lie on each other')


def corners(path):
    return [tuple(map(float, p)) for p in
            re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.get("d"))]


def height_of(path, tip_value):
    """The y that stands for the value: the end of a bar that is not on the
    base, or the middle of a point; None for a triangle."""
    at = corners(path)
    if "A" in path.get("d"):
        return at[0][1]
    if len(at) < 4:
        return None
    ys = [y for _, y in at]
    if len(set(ys)) == 2 and path.get("stroke") == "#12355b":
        return min(ys) if tip_value >= 0 else max(ys)
    return (min(ys) + max(ys)) / 2


def check_scale(title, marks):
    """All on one line from value to height."""
    if len(marks) < 2:
        return
    low, high = min(marks), max(marks)
    need(high[0] > low[0], f"{title}: the axis is empty")
    for value, y, what in marks:
        want = low[1] + (high[1] - low[1]) * float(
            (value - low[0]) / (high[0] - low[0]))
        need(abs(want - y) < 0.06, f"{title}: {what} stands at {y}, not {want}")


def panels(all_elements):
    """The elements of each panel, by its bold title."""
    now = None
    for name, e in all_elements:
        if name == "text" and e.get("font-weight") and \
                e.get("font-size") == "13":
            if now:
                yield now
            now = (e.text, [])
        elif now:
            now[1].append((name, e))
    if now:
        yield now


def check_panel(title, parts):
    marks, lines = [], []
    for name, e in parts:
        tip = e.find(SVG + "title") if name == "path" else None
        if tip is not None:
            value = number(tip.text.rsplit(": ", 1)[1].split(" ")[0])
            need(value is not None, f"{tip.text}: no number")
            y = height_of(e, value)
            if y is not None:
                marks.append((value, y, tip.text))
            lines.append(f"{title}\t{tip.text}")
        elif name == "text" and e.get("text-anchor") == "end":
            value = number(e.text)
            if value is not None:
                marks.append((value, float(e.get("y")) - 4.2, e.text))
    check_scale(title, marks)
    return lines


def check(file):
    root = ET.parse(file).getroot()
    found = list(elements(root))
    need(root.tag == SVG + "svg" and root.get("role") == "img", "no picture")
    need(root.get("font-family") == "sans-serif", "a font that may be missing")
    need(root[0].tag == SVG + "title" and root[0].text, "no title")
    need(root[1].tag == SVG + "desc" and root[1].text, "no desc")
    width, height = float(root.get("width")), float(root.get("height"))
    need(root.get("viewBox").split()[2:] == [root.get("width"),
                                            root.get("height")], "viewBox")
    check_texts([e for n, e in found if n == "text"], width, height)
    return [line for p in panels(found) for line in check_panel(*p)]


def main():
    bad = 0
    for file in sys.argv[1:]:
        try:
            for line in check(file):
                print(line)
        except (Wrong, ET.ParseError, OSError) as e:
            print(f"{file}: {e}", file=sys.stderr)
            bad = 1
    return bad


if __name__ == "__main__":
    sys.exit(main())
