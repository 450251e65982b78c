"""Bar charts as SVG that can be read on light and on dark ground."""
from html import escape

BAR, GAP, TITLE = 18, 8, 48
NAMES, WIDTH, FIGURES = 200, 380, 90

# On a ground of its own, so that it can be read wherever a viewer does not tell an image how dark the page is.
STYLE = """
  .ground { fill: #ffffff }
  text { font: 13px system-ui, sans-serif; fill: #24292f }
  .title { font-weight: 600; font-size: 14px }
  .note { fill: #57606a }
  .ours { fill: #0969da } .theirs { fill: #8c959f }
  .us { font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 }
    text { fill: #e6edf3 }
    .note { fill: #9198a1 }
    .ours { fill: #4493f8 } .theirs { fill: #6e7681 }
  }
"""


def bars(title, note, rows, ours):
    """Shortest first or as given; rows are pairs of a name and a figure with its text."""
    height = TITLE + len(rows) * (BAR + GAP) + GAP
    width = NAMES + WIDTH + FIGURES
    longest = max(value for _, value, _ in rows) or 1
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" role="img" aria-label="{escape(title)}">',
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{width}" height="{height}" rx="6"/>',
        f'<text class="title" x="12" y="22">{escape(title)}</text>',
        f'<text class="note" x="12" y="40">{escape(note)}</text>',
    ]
    for i, (name, value, text) in enumerate(rows):
        y = TITLE + GAP + i * (BAR + GAP)
        mine = name.startswith(ours)
        length = max(1.5, WIDTH * value / longest)
        strong = ' class="us"' if mine else ""
        out.append(
            f'<text{strong} x="{NAMES - 8}" y="{y + 13}" text-anchor="end">{escape(name)}</text>'
        )
        colour = "ours" if mine else "theirs"
        out.append(
            f'<rect class="{colour}" x="{NAMES}" y="{y}" width="{length:.1f}" height="{BAR}" rx="2"/>'
        )
        out.append(f'<text x="{NAMES + length + 6:.1f}" y="{y + 13}">{escape(text)}</text>')
    return "\n".join([*out, "</svg>", ""])
