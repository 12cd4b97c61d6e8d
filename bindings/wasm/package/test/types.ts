// Compiled, not run: what a program in TypeScript may rely on.
import { createPool, type Failure, init, LawgovError, parse, type Report, type Statistic } from "lawgov";

await init();
const report: Report = parse("甲", { ignore: ["LG5"], lang: "en" });
const first: Statistic | undefined = report.statistics[0];
const value: number | undefined = first?.value;
const level: "township" | "county" | "city" | "province" | "central" | "department" | null = report.metadata.level;
// @ts-expect-error an unknown option
parse("甲", { ignored: [] });
// @ts-expect-error what is missing is null, never undefined
report.metadata.year = undefined;
for await (const { result } of createPool({ size: 2 }).read([{ name: "甲", text: "甲" }])) {
  if ("error" in result) {
    const failure: Failure = result;
    console.log(failure.error.kind);
  } else console.log(result.variables.n_statistics, value, level);
}
console.log(new LawgovError({} as never).place?.offset);
