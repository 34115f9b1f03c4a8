/** What `qday init` writes. Every file says what it is for and what may be changed. */

export const PROJECT = `# What qday cannot read from the files. Everything here is optional; what stands here wins over what was guessed.
# name: shop
# owner: platform team

# Jurisdictions or policies whose dates bind you; without any, the baseline policies count.
# jurisdictions: [eu, pci]

# Which data a part of the tree protects, and for how long it must stay secret. '*' within a segment, '**' across.
# paths:
# - match: services/payments/**
#   data: [payment-card]
#   owner: payments team
# - match: archive/**
#   secrecyYears: 30
#   reason: medical records by contract
#   exposure: at-rest        # internet, partner, internal, at-rest, code-only
`;

export const IGNORES = `# Findings that are accepted. Each entry needs a reason, and a rule, path, asset or fingerprint. Unused and expired
# entries are reported. In code, a comment does the same: qday-ignore rule-id: reason until 2027-06-30
ignores: []
# - rule: broken-hash
#   path: tools/**
#   reason: checksums of public files
#   owner: platform team
#   until: 2027-06-30
`;

const GITHUB = `# Fails a pull request for what it adds, not for what was there before.
name: cryptography
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
  pull-requests: write       # the one comment on a pull request
  security-events: write     # upload to code scanning
jobs:
  qday:
    runs-on: ubuntu-latest
    steps:
    - uses: actions/checkout@v4
      with:
        fetch-depth: 0       # the base of the change must be there
    - uses: actions/setup-node@v4
      with:
        node-version: 22
    - name: Scan
      env:
        BASE: \${{ github.event_name == 'pull_request' && format('origin/{0}', github.base_ref) || '' }}
      run: |
        npx --yes qday scan . \${BASE:+--base "$BASE"} -f github -f sarif=qday.sarif -f markdown=qday.md || code=$?
        cat qday.md >> "$GITHUB_STEP_SUMMARY"
        exit "\${code:-0}"
    - uses: github/codeql-action/upload-sarif@v3
      if: always()
      with:
        sarif_file: qday.sarif
        category: qday
`;

const GITLAB = `# Fails a merge request for what it adds, not for what was there before. Include it from .gitlab-ci.yml:
# include: { local: .gitlab/qday.yml }
qday:
  image: node:22
  variables:
    GIT_DEPTH: "0"           # the base of the change must be there
  script:
  - npx --yes qday scan . \${CI_MERGE_REQUEST_DIFF_BASE_SHA:+--base "$CI_MERGE_REQUEST_DIFF_BASE_SHA"} -f gitlab=gl-code-quality-report.json -f junit=qday-junit.xml
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      junit: qday-junit.xml
`;

const HOOK = `# Checks what a commit adds, by pre-commit (https://pre-commit.com).
repos:
- repo: local
  hooks:
  - id: qday
    name: cryptography
    entry: npx --yes qday scan . --base HEAD
    language: system
    pass_filenames: false
`;

export type Service = 'github' | 'gitlab' | 'pre-commit' | 'none';
export const SERVICES: readonly Service[] = ['github', 'gitlab', 'pre-commit', 'none'];

/** Where a service's file goes, and what is in it. */
export const WORKFLOWS: Readonly<Record<Exclude<Service, 'none'>, { readonly file: string; readonly text: string }>> = {
  github: { file: '.github/workflows/qday.yml', text: GITHUB },
  gitlab: { file: '.gitlab/qday.yml', text: GITLAB },
  'pre-commit': { file: '.pre-commit-config.yaml', text: HOOK },
};
