"""Pages to blocks: tables out first, columns of the head apart, broken lines joined to paragraphs across pages."""

from __future__ import annotations

import re

from bot.plan_reader.blocks import Block, Paragraph, Place, Table, clean, table
from bot.plan_reader.sources.columns import columns
from bot.plan_reader.sources.flowing import Measures, carries_on, pitches
from bot.plan_reader.sources.grids import Grid, grids_of, texts_of
from bot.plan_reader.sources.layout import lays_out
from bot.plan_reader.sources.page import Line, Page, lines_of

_NUMBER = re.compile(r"[-–\s]*\d{1,3}[-–\s]*$")


def blocks_of(pages: list[Page]) -> list[Block]:
    """Return the blocks of all pages in reading order."""
    out: list[Block] = []
    last: Line | None = None
    margin = max((line.right for page in pages for line in lines_of(page.glyphs)), default=0.0)
    for page in pages:
        items = _items(page)
        measures = Measures(margin, pitches([item for item in items if isinstance(item, Line)]))
        for item in items:
            if isinstance(item, Line):
                last = _add(item, last, measures, page.number, out)
            else:
                _add_table(item, out)
                last = None
    return out


def _items(page: Page) -> list[Line | Table]:
    """Return lines and tables from top to bottom, without page numbers, two columns one after the other."""
    grids = grids_of(page.rules)
    inside = {id(g): grid for grid in grids for g in page.glyphs if grid.holds(g)}
    free = lines_of([g for g in page.glyphs if id(g) not in inside])
    lines = columns([line for line in free if not _is_page_number(line, page)])
    found: list[Line | Table] = []
    waiting = list(grids)
    for line in lines:
        while waiting and waiting[0].top < line.y:
            found += _table_of(waiting.pop(0), page, inside)
        found.append(line)
    for grid in waiting:
        found += _table_of(grid, page, inside)
    return found


def _is_page_number(line: Line, page: Page) -> bool:
    edge = line.y < 0.09 * page.height or line.y > 0.93 * page.height
    return edge and bool(_NUMBER.match(line.text))


def _table_of(grid: Grid, page: Page, inside: dict[int, Grid]) -> list[Line | Table]:
    glyphs = [g for g in page.glyphs if inside.get(id(g)) is grid]
    made = table([(row, Place(0, page.number)) for row in texts_of(grid, glyphs)])
    return [made] if made else []


def _add(line: Line, last: Line | None, measures: Measures, page: int, out: list[Block]) -> Line:
    """Append the line as a paragraph of its own, or to the paragraph that it carries on."""
    previous = out[-1] if out else None
    if last is not None and isinstance(previous, Paragraph) and carries_on(previous.text, last, line, measures):
        out[-1] = Paragraph(clean(f"{previous.text} {line.text}"), previous.place)
    else:
        out.append(Paragraph(clean(line.text), Place(0, page)))
    return line


def _add_table(found: Table, out: list[Block]) -> None:
    """A table that goes on over a page break is one table; a repeated head row is dropped."""
    previous = out[-1] if out else None
    if isinstance(previous, Table) and len(previous.rows[0].cells) == len(found.rows[0].cells):
        repeated = found.rows[0].cells == previous.rows[0].cells
        out[-1] = Table(previous.rows + found.rows[1 if repeated else 0 :], previous.place)
    elif lays_out([cell for row in found.rows[:4] for cell in row.cells]) and len(found.rows) <= 6:
        for column in range(len(found.rows[0].cells)):
            out += [Paragraph(row.cells[column], row.place) for row in found.rows if row.cells[column]]
    else:
        out.append(found)
