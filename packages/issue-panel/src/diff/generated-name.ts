/** Which files no person wrote, by their names: nobody reads their changes unless they ask. */

const generated = [
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|composer\.lock|Gemfile\.lock|Cargo\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|go\.sum|flake\.lock|Podfile\.lock|packages\.lock\.json)$/u,
  /\.min\.(?:js|css)$/u,
  /\.(?:js|css)\.map$/u,
  /\.(?:pb\.go|pb\.cc|pb\.h|_pb2\.py|g\.dart|designer\.cs)$/iu,
  /(?:^|\/)(?:node_modules|vendor|third_party|dist|__snapshots__|__generated__|generated)\//u,
];

export function isGenerated(path: string): boolean {
  return generated.some((name) => name.test(path));
}
