// What the bundler makes of an import that is no code.
declare module '*.css?inline' {
  const css: string;
  export default css;
}
