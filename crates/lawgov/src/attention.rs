//! What sections and measures are about.
//!
//! In: the theme words of the text. Out: themes of each section and measure, the main one first. A part that
//! holds other parts is about what its heading names.

use crate::lexicon::Words;
use crate::measure::Measure;
use crate::outline::{Role, Section};
use crate::theme::{Theme, Themes, Weights};

/// How often a word counts in the lead of a measure, in a section's heading and in the heading above a measure. The lead
/// says what an item is about; the rest of it tells how.
const LEAD: u32 = 3;
const HEADING: u32 = 4;
const ABOVE: u32 = 1;

/// Fills in the themes of sections and measures.
#[inline(never)]
pub(crate) fn assign(words: &Words<'_>, sections: &mut [Section], measures: &mut [Measure]) {
    let (text, themes) = (words.text(), Themes::new(words));
    let headings: Vec<Weights> = sections.iter().map(|s| themes.weigh(text.positions(s.heading))).collect();
    let mut holds = vec![false; sections.len()];
    for section in sections.iter() {
        if let Some(slot) = section.parent.and_then(|p| holds.get_mut(p as usize)) {
            *slot = true;
        }
    }
    for measure in measures.iter_mut() {
        let mut weights = themes.weigh(text.positions(measure.span));
        weights.add(themes.weigh(text.positions(measure.lead)), LEAD);
        if let Some(above) = measure.section.and_then(|s| headings.get(s as usize)) {
            weights.add(*above, ABOVE);
        }
        // What the heads did to lead is leadership, whatever they led.
        let heads = measure.section.and_then(|s| sections.get(s as usize)).map(|s| s.role);
        measure.themes = match heads {
            Some(Role::FirstResponsible) => weights.led_by(Theme::Leadership),
            _ => weights.ranked(),
        };
        if measure.themes.is_empty() {
            measure.themes.push(Theme::Leadership);
        }
    }
    for ((section, heading), holds) in sections.iter_mut().zip(headings).zip(holds) {
        section.themes = if section.role == Role::FirstResponsible && section.level == 1 {
            vec![Theme::Leadership]
        } else if holds {
            heading.ranked()
        } else {
            let mut weights = themes.weigh(text.positions(section.span));
            weights.add(heading, HEADING);
            weights.ranked()
        };
    }
}
