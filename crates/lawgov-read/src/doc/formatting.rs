//! Properties of characters and paragraphs: pages of runs (MS-DOC 2.9.33, 2.9.174) over the style sheet.

use super::bytes::{Cursor, part, u8_at, u16_at, u32_at};
use super::sprm::{CharacterProps, ParagraphProps};

const PAGE: usize = 512;
/// Styles build on styles; real ones rarely ten deep.
const DEEPEST_STYLE: usize = 32;

/// A stretch of the stream with the same modifiers.
#[derive(Clone, Copy, Debug)]
struct Run<'a> {
    start: u32,
    end: u32,
    grpprl: &'a [u8],
    /// Paragraph style.
    style: u16,
}

/// Runs in the order of the stream.
pub(super) struct Runs<'a> {
    runs: Vec<Run<'a>>,
}

impl<'a> Runs<'a> {
    /// Runs of characters, from the pages that the bin table names.
    pub(super) fn of_characters(bins: &[u8], stream: &'a [u8]) -> Self {
        Self::read(bins, stream, 1, |page, entry| {
            let at = 2 * usize::from(u8_at(page, entry)?);
            if at == 0 {
                return Some((0, &[]));
            }
            Some((0, part(page, at + 1, usize::from(u8_at(page, at)?))))
        })
    }

    /// Runs of paragraphs.
    pub(super) fn of_paragraphs(bins: &[u8], stream: &'a [u8]) -> Self {
        Self::read(bins, stream, 13, |page, entry| {
            let at = 2 * usize::from(u8_at(page, entry)?);
            if at == 0 {
                return Some((0, &[]));
            }
            let (at, size) = match usize::from(u8_at(page, at)?) {
                0 => (at + 2, 2 * usize::from(u8_at(page, at + 1)?)),
                words => (at + 1, 2 * words - 1),
            };
            let properties = part(page, at, size);
            Some((u16_at(properties, 0)?, properties.get(2..)?))
        })
    }

    fn read(
        bins: &[u8],
        stream: &'a [u8],
        entry_size: usize,
        modifiers: impl Fn(&'a [u8], usize) -> Option<(u16, &'a [u8])>,
    ) -> Self {
        let count = bins.len().saturating_sub(4) / 8;
        // No page is named twice by a sound file: no more of them than the stream has.
        let mut pages: Vec<usize> = (0..count)
            .filter_map(|index| u32_at(bins, 4 * (count + 1) + 4 * index))
            .map(|page| (page & 0x3F_FFFF) as usize * PAGE)
            .filter(|at| at + PAGE <= stream.len())
            .collect();
        pages.sort_unstable();
        pages.dedup();
        let mut runs = Vec::new();
        for at in pages {
            let page = part(stream, at, PAGE);
            let entries = usize::from(page[PAGE - 1]);
            for index in 0..entries {
                let bounds = u32_at(page, 4 * index).zip(u32_at(page, 4 * index + 4));
                let entry = 4 * (entries + 1) + entry_size * index;
                let Some(((start, end), (style, grpprl))) = bounds.zip(modifiers(page, entry)) else { continue };
                if start < end {
                    runs.push(Run { start, end, grpprl, style });
                }
            }
        }
        runs.sort_by_key(|run| run.start);
        Self { runs }
    }

    fn at(&self, at: u32) -> Option<&Run<'a>> {
        let after = self.runs.partition_point(|run| run.start <= at);
        self.runs.get(after.checked_sub(1)?).filter(|run| at < run.end)
    }

    fn end(&self, at: u32) -> u32 {
        let after = self.runs.partition_point(|run| run.start <= at);
        let next = self.runs.get(after).map_or(u32::MAX, |run| run.start);
        self.at(at).map_or(next, |run| run.end.min(next))
    }
}

/// A style with those it builds on.
#[derive(Clone, Copy, Debug, Default)]
struct Style {
    characters: CharacterProps,
    paragraph: ParagraphProps,
}

/// The style sheet (MS-DOC 2.9.271).
#[derive(Default)]
pub(super) struct Styles {
    styles: Vec<Style>,
}

/// A style as it is written.
#[derive(Clone, Copy, Default)]
struct Written<'a> {
    base: u16,
    paragraph: &'a [u8],
    characters: &'a [u8],
}

impl Styles {
    pub(super) fn read(sheet: &[u8], data: &[u8]) -> Self {
        let written = Self::written(sheet).unwrap_or_default();
        let styles = (0..written.len())
            .map(|index| {
                let mut chain = Vec::new();
                let mut next = Some(index);
                while let Some(style) =
                    next.and_then(|index| written.get(index)).filter(|_| chain.len() < DEEPEST_STYLE)
                {
                    chain.push(style);
                    next = (style.base != 0x0FFF).then_some(usize::from(style.base));
                }
                let mut style = Style::default();
                for written in chain.into_iter().rev() {
                    style.characters.apply(written.characters, style.characters);
                    style.paragraph.apply(written.paragraph, data);
                }
                style
            })
            .collect();
        Self { styles }
    }

    fn written(sheet: &[u8]) -> Option<Vec<Written<'_>>> {
        let mut cursor = Cursor::new(sheet);
        let header_size = usize::from(cursor.u16()?);
        let header = cursor.take(header_size)?;
        let fixed = usize::from(u16_at(header, 2)?);
        let mut styles = Vec::new();
        for _ in 0..u16_at(header, 0)? {
            let Some(size) = cursor.u16() else { break };
            let Some(style) = cursor.take(usize::from(size)) else { break };
            if size % 2 == 1 {
                cursor.take(1);
            }
            styles.push(Self::style(style, fixed).unwrap_or(Written { base: 0x0FFF, ..Written::default() }));
        }
        Some(styles)
    }

    fn style(style: &[u8], fixed: usize) -> Option<Written<'_>> {
        let kind = u16_at(style, 2)?;
        let mut written = Written { base: kind >> 4, ..Written::default() };
        let mut at = fixed + 2 + 2 * usize::from(u16_at(style, fixed)?) + 2;
        let mut next = || {
            let size = usize::from(u16_at(style, at)?);
            let modifiers = part(style, at + 2, size);
            at += 2 + size + size % 2;
            Some(modifiers)
        };
        match kind & 0x0F {
            1 => {
                written.paragraph = next()?.get(2..).unwrap_or_default();
                written.characters = next().unwrap_or_default();
            }
            2 => written.characters = next()?,
            _ => {}
        }
        Some(written)
    }

    fn of(&self, style: u16) -> Style {
        self.styles.get(usize::from(style)).copied().unwrap_or_default()
    }
}

/// Everything that properties are found by.
pub(super) struct Formatting<'a> {
    pub(super) styles: Styles,
    pub(super) characters: Runs<'a>,
    pub(super) paragraphs: Runs<'a>,
    pub(super) data: &'a [u8],
}

impl Formatting<'_> {
    /// Where the properties of the character at an offset end to hold, so that they are looked up once a run.
    pub(super) fn run_end(&self, at: u32) -> u32 {
        self.characters.end(at).min(self.paragraphs.end(at))
    }

    /// Properties of a character, without its piece's.
    pub(super) fn character(
        &self,
        at: u32,
        paragraph_style: u16,
        piece: impl FnOnce(&mut CharacterProps),
    ) -> CharacterProps {
        let mut style = self.styles.of(paragraph_style).characters;
        let grpprl = self.characters.at(at).map_or(&[][..], |run| run.grpprl);
        let mut direct = CharacterProps::default();
        direct.apply(grpprl, style);
        if let Some(own) = direct.style {
            style.hidden |= self.styles.of(own).characters.hidden;
        }
        let mut props = style;
        props.apply(grpprl, style);
        piece(&mut props);
        props
    }

    /// The style of the paragraph around an offset.
    pub(super) fn paragraph_style(&self, at: u32) -> u16 {
        self.paragraphs.at(at).map_or(0, |run| run.style)
    }

    /// Properties of the paragraph whose mark is at an offset, without its piece's.
    pub(super) fn paragraph(&self, at: u32) -> ParagraphProps {
        let run = self.paragraphs.at(at);
        let mut props = self.styles.of(run.map_or(0, |run| run.style)).paragraph;
        props.apply(run.map_or(&[][..], |run| run.grpprl), self.data);
        props
    }
}
