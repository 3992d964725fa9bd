"""Colours, patterns and names as every figure uses them; the rest is the page's script.

Figures are plain values in Plotly's own words (`data`, `layout`): 0.04 ms against 19 ms for
building objects. The tests hold them against Plotly's schema (chart-theme.js lays the look over).
"""

from typing import Any

IMPROVEMENT = "#14594a"
CONCERN = "#c2571a"
NEUTRAL = "#48544f"
SERIES = ("#14594a", "#c2571a", "#5b4aa0", "#8a6d00", "#2b7bba", "#6b6b6b")
PATTERNS = ("", "/", ".", "x", "-", "+")  # one beside each colour, so that nothing hangs on it
WIDEST_LABEL = 18  # letters of a category name in one line, so that bars have room on a phone

Figure = dict[str, Any]


def in_lines(label: str, widest: int = WIDEST_LABEL) -> str:
    """A name broken between words with Plotly's line break, so that it stays narrow."""
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > widest:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(line.replace("&", "&amp;").replace("<", "&lt;") for line in lines)


def level_line(at: float, text: str) -> Figure:
    """Shape and words of a dotted line across at this height, named at its right end."""
    return {
        "shapes": [dotted({"x0": 0, "x1": 1, "xref": "paper", "y0": at, "y1": at})],
        "annotations": [
            {
                "x": 1,
                "xref": "paper",
                "xanchor": "right",
                "y": at,
                "yanchor": "bottom",
                "showarrow": False,
                "text": text,
                "font": {"color": NEUTRAL},
            }
        ],
    }


def dotted(across: dict[str, Any]) -> dict[str, Any]:
    """A dotted line from (x0, y0) to (x1, y1), under what is drawn."""
    line = {"color": NEUTRAL, "width": 2, "dash": "dot"}
    return {"type": "line", "layer": "below", "line": line, **across}
