// Language id → grammar inside a development dependency. The build copies them to dist/grammars/<id>.wasm.
export const GRAMMARS = {
  java: 'tree-sitter-java/tree-sitter-java.wasm',
  kotlin: '@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm',
  scala: 'tree-sitter-scala/tree-sitter-scala.wasm',
  python: 'tree-sitter-python/tree-sitter-python.wasm',
  go: 'tree-sitter-go/tree-sitter-go.wasm',
  javascript: 'tree-sitter-javascript/tree-sitter-javascript.wasm',
  typescript: 'tree-sitter-typescript/tree-sitter-typescript.wasm',
  c: 'tree-sitter-c/tree-sitter-c.wasm',
  cpp: 'tree-sitter-cpp/tree-sitter-cpp.wasm',
  csharp: 'tree-sitter-c-sharp/tree-sitter-c_sharp.wasm',
  rust: 'tree-sitter-rust/tree-sitter-rust.wasm',
  bash: 'tree-sitter-bash/tree-sitter-bash.wasm',
  ruby: 'tree-sitter-ruby/tree-sitter-ruby.wasm',
  php: 'tree-sitter-php/tree-sitter-php.wasm',
  solidity: '@repomix/tree-sitter-wasms/out/tree-sitter-solidity.wasm',
  tsx: 'tree-sitter-typescript/tree-sitter-tsx.wasm',
};
