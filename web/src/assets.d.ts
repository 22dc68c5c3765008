/** Files the page is built with: their addresses. */
declare module '*.webp' {
  const address: string;
  // biome-ignore lint/style/noDefaultExport: that is how the build gives them
  export default address;
}
declare module '*.mp4' {
  const address: string;
  // biome-ignore lint/style/noDefaultExport: that is how the build gives them
  export default address;
}
