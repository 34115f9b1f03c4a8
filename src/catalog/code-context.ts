import type { CodeContext } from '../model/index.js';

/** Folder names that say what a tree is for; the outermost one that speaks decides. */
const FOLDERS: ReadonlyMap<string, CodeContext> = new Map([
  ...every(
    'vendored',
    'vendor third_party third-party thirdparty node_modules bower_components external deps Pods Carthage site-packages',
  ),
  ...every(
    'test',
    'test tests testing __tests__ __mocks__ __snapshots__ .snapshots spec specs testdata test-data fixtures fixture e2e androidTest testFixtures integration-tests integrationTest functionalTest benches fuzz playwright cypress testutil testutils testhelper testhelpers httptest envtest caddytest',
  ),
  ...every('example', 'example examples sample samples demo demos playground quickstart tutorial tutorials'),
  ...every('documentation', 'doc docs documentation site website'),
  ...every('generated', 'generated __generated__ generated-sources gen dist'),
]);

/**
 * Names made of such words: `reg-tests`, `pg_tests`, `test-resources`, `seed_corpus`. `integration` is one only where it is the
 * outermost folder (Go, Docker): below it is as often a module that integrates something.
 */
const TEST_FOLDER =
  /^(?:(?:[a-z0-9]+[-_.])*(?:tests?|testing|testdata|testsuites?|smoketests?|fuzz(?:ing|ers?)?|e2e|mocks?)|(?:seed|fuzz(?:ing)?)[-_]corp(?:us|ora)|(?:tests?|e2e|fuzz)[-_](?:apps?|assets|certs|common|configs?|cases|data|env|files|fixtures|framework|harness|helpers?|images|infra|integration|keys|resources|scripts|servers?|suites?|support|utils?)|regress(?:ion)?)$/i;

/** Source sets of Gradle and Kotlin Multiplatform, directly below `src`: `commonTest`, `jvmTest`, `androidHostTest`. */
const TEST_SOURCES = /^[a-z][A-Za-z0-9]{0,40}Tests?$/;

/** File names by convention: Go, Python, JVM, JavaScript, Ruby, C#, PHP. Anchored and without nested repetition. */
const TEST_FILE =
  /(?:_test\.(?:go|py|rb|exs?|c|cc|cpp|dart)|_spec\.rb|\.(?:test|spec|e2e)\.[cm]?[jt]sx?|(?:Test|Tests|IT|Spec)\.(?:java|kt|scala|groovy|cs|php|swift)|\.caddyfiletest)$|^(?:test_[^/]*\.py|tests\.py|conftest\.py)$/;
const GENERATED_FILE =
  /(?:\.pb\.(?:go|cc|h)|_pb2(?:_grpc)?\.py|\.g\.(?:cs|dart)|\.designer\.cs|\.min\.[cm]?js|_generated\.go)$/i;
const DOCUMENT_FILE = /\.(?:md|mdx|rst|adoc|asciidoc)$/i;

/** What kind of code a path is, by the customs of its ecosystem. `production` when nothing says otherwise. */
export function contextOfPath(path: string): CodeContext {
  const archive = path.indexOf('!/');
  const outer = archive < 0 ? path : path.slice(0, archive);
  const slash = outer.lastIndexOf('/');
  return contextOfFolders(outer.slice(0, Math.max(0, slash))) ?? contextOfName(outer.slice(slash + 1));
}

/** Files of one folder are asked about one after the other. */
let asked = { folders: '', context: undefined as CodeContext | undefined };

function contextOfFolders(folders: string): CodeContext | undefined {
  if (asked.folders !== folders) asked = { folders, context: readFolders(folders.split('/')) };
  return asked.context;
}

function readFolders(parts: readonly string[]): CodeContext | undefined {
  const folders = parts.slice(0, packagesFrom(parts));
  if (folders.length === parts.length && isTestTree(folders[0])) return 'test';
  for (const [at, part] of folders.entries()) {
    const context = FOLDERS.get(part) ?? FOLDERS.get(part.toLowerCase());
    if (context) return context;
    if (TEST_FOLDER.test(part) || (folders[at - 1] === 'src' && TEST_SOURCES.test(part))) return 'test';
  }
  return undefined;
}

function contextOfName(name: string): CodeContext {
  if (TEST_FILE.test(name)) return 'test';
  if (GENERATED_FILE.test(name)) return 'generated';
  return isDocument(name) ? 'documentation' : 'production';
}

/** A text for readers, by its ending. */
export function isDocument(path: string): boolean {
  return DOCUMENT_FILE.test(path);
}

/** `t` is where Perl and nginx modules keep their tests. */
function isTestTree(outermost: string | undefined): boolean {
  return outermost === 'integration' || outermost === 't';
}

/** Below `src/main/java` folders are package names, as in `org/example/demo`: they say nothing of what the code is for. */
function packagesFrom(parts: readonly string[]): number {
  const main = parts.findIndex((part, at) => part === 'main' && parts[at - 1] === 'src');
  return main < 0 ? parts.length : main;
}

function every(context: CodeContext, names: string): [string, CodeContext][] {
  return names.split(' ').map((name) => [name, context]);
}
