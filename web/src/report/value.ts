// Figures as they are printed: grouped, with what 余, 近 or a range makes of them.

import { lang, t } from "../i18n";

export interface Figure {
  value: number | null;
  upper: number | null;
  approx: string | null;
  unit: string | null;
}

const EXACT = { maximumFractionDigits: 10 };
const NUMBERS = { zh: new Intl.NumberFormat("zh-CN", EXACT), en: new Intl.NumberFormat("en-GB", EXACT) };

function number(value: number): string {
  return NUMBERS[lang()].format(value);
}

const APPROX = {
  exact: "approx.exact",
  over: "approx.over",
  under: "approx.under",
  about: "approx.about",
  at_least: "approx.at_least",
  at_most: "approx.at_most",
} as const;

/** `200余份`: the value with its qualifier, without or with the unit. Empty where there is no value. */
export function figure({ value, upper, approx, unit }: Figure, withUnit = true): string {
  if (value === null) return "";
  const range = upper === null ? number(value) : `${number(value)}—${number(upper)}`;
  const key = APPROX[(approx ?? "exact") as keyof typeof APPROX] ?? "approx.exact";
  const qualified = t(key, { value: range });
  if (!withUnit || !unit) return qualified;
  return lang() === "en" && /^[a-z]/i.test(unit) ? `${qualified} ${unit}` : qualified + unit;
}
