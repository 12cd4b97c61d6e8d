/** The version of the page and its engine, from package.json. */
declare const VERSION: string;
