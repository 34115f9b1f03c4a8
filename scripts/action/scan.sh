#!/usr/bin/env bash
# Scans, annotates, writes the job summary, and leaves the exit code to the last step, so that uploads still happen.
set -euo pipefail
out="${RUNNER_TEMP:-$(mktemp -d)}/qday"
mkdir -p "$out"
# Words of the inputs become arguments; nothing of them is evaluated, no name in them is expanded.
set -f
read -r -a targets <<< "${QDAY_TARGETS:-.}"
read -r -a extra <<< "${QDAY_ARGS:-}"
set +f
arguments=(scan "${targets[@]}" --fail-on "${QDAY_FAIL_ON:-high}")
if [ -n "${QDAY_BASE:-}" ]; then arguments+=(--base "$QDAY_BASE"); fi
if [ "${#extra[@]}" -gt 0 ]; then arguments+=("${extra[@]}"); fi
arguments+=(-f github -f "sarif=$out/qday.sarif" -f "markdown=$out/qday.md" -f "json=$out/qday.json")
if [ -n "${QDAY_COMMAND:-}" ]; then command=($QDAY_COMMAND); else command=(npx --yes "qday@${QDAY_VERSION:-latest}"); fi
code=0
"${command[@]}" "${arguments[@]}" || code=$?
{
  echo "exit-code=$code"
  if [ -s "$out/qday.json" ]; then echo "report=$out/qday.json"; fi
  if [ -s "$out/qday.sarif" ]; then echo "sarif=$out/qday.sarif"; fi
  if [ -s "$out/qday.md" ]; then echo "markdown=$out/qday.md"; fi
} >> "$GITHUB_OUTPUT"
if [ -s "$out/qday.md" ]; then cat "$out/qday.md" >> "$GITHUB_STEP_SUMMARY"; fi
