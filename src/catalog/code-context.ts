import type { CodeContext } from '../model/index.js';

/** Folder names that say what a tree is for; the outermost one that speaks decides. */
const FOLDERS: Readonly<Record<string, CodeContext>> = {
  ...every(
    'vendored',
    'vendor third_party third-party thirdparty node_modules bower_components external deps Pods Carthage site-packages',
  ),
  ...every(
    'test',
    'test tests testing __tests__ __mocks__ spec specs testdata test-data fixtures fixture e2e androidTest testFixtures integration-tests integrationTest functionalTest benches fuzz playwright cypress',
  ),
  ...every('example', 'example examples sample samples demo demos playground quickstart tutorial tutorials'),
  ...every('documentation', 'doc docs documentation site website'),
  ...every('generated', 'generated __generated__ generated-sources gen dist'),
};

/** File names by convention: Go, Python, JVM, JavaScript, Ruby, C#, PHP. Anchored and without nested repetition. */
const TEST_FILE =
  /(?:_test\.(?:go|py|rb|exs?|c|cc|cpp|dart)|_spec\.rb|\.(?:test|spec|e2e)\.[cm]?[jt]sx?|(?:Test|Tests|IT|Spec)\.(?:java|kt|scala|groovy|cs|php|swift))$|^(?:test_[^/]*\.py|conftest\.py)$/;
const GENERATED_FILE =
  /(?:\.pb\.(?:go|cc|h)|_pb2(?:_grpc)?\.py|\.g\.(?:cs|dart)|\.designer\.cs|\.min\.[cm]?js|_generated\.go)$/i;
const DOCUMENT_FILE = /\.(?:md|mdx|rst|adoc|asciidoc)$/i;

/** What kind of code a path is, by the customs of its ecosystem. `production` when nothing says otherwise. */
export function contextOfPath(path: string): CodeContext {
  const parts = path.split('!/')[0]?.split('/') ?? [];
  const name = parts.pop() ?? '';
  for (const part of parts.slice(0, packagesFrom(parts))) {
    const context = FOLDERS[part] ?? FOLDERS[part.toLowerCase()];
    if (context) return context;
  }
  if (TEST_FILE.test(name)) return 'test';
  if (GENERATED_FILE.test(name)) return 'generated';
  if (DOCUMENT_FILE.test(name)) return 'documentation';
  return 'production';
}

/** Below `src/main/java` folders are package names, as in `org/example/demo`: they say nothing of what the code is for. */
function packagesFrom(parts: readonly string[]): number {
  const main = parts.findIndex((part, at) => part === 'main' && parts[at - 1] === 'src');
  return main < 0 ? parts.length : main;
}

function every(context: CodeContext, names: string): Record<string, CodeContext> {
  return Object.fromEntries(names.split(' ').map((name) => [name, context]));
}
