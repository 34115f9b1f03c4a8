;; The inner loop of the token search (gram-scan.ts): goes over a text in words of four bytes and writes down the places
;; where a gram may stand. In its memory: from 0 on a flag for each hash of three bytes, from 0x40000 on one for each
;; hash of four, from 0x60000 and 0xa0000 on the same for a second hash, from 0xc0000 on the text and zeros after it, then
;; the places. A hash is the upper bits of the product with 0x9e3779b1, the second one with 0x85ebca6b: it is asked only where
;; the first one says yes, which it mostly does of a gram that is none. The expressions are repeated because V8 does not inline calls inside WebAssembly: with calls it takes
;; four times as long.
(module
  (import "host" "memory" (memory 1))

  ;; from, to: addresses of the text, from a multiple of four; out: where the places go, two numbers each: the place in the
  ;; text times two, plus one for a gram of four bytes; the hash. Returns the address after the last.
  (func (export "scan") (param $from i32) (param $to i32) (param $out i32) (result i32)
    (local $end i32)
    (local $hash i32)
    (block $done
      (loop $words
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (local.set $end (i32.add (local.get $from) (i32.const 4)))
        ;; Four bytes: only those that begin at a word.
        (local.set $hash (i32.shr_u (i32.mul (i32.load (local.get $from)) (i32.const 0x9e3779b1)) (i32.const 15)))
        (if (i32.load8_u offset=0x40000 (local.get $hash))
          (then (if
              (i32.load8_u offset=0xa0000
                (i32.shr_u (i32.mul (i32.load (local.get $from)) (i32.const 0x85ebca6b)) (i32.const 15)))
          (then
            (i32.store (local.get $out)
              (i32.or (i32.shl (i32.sub (local.get $from) (i32.const 0xc0000)) (i32.const 1)) (i32.const 1)))
            (i32.store offset=4 (local.get $out) (local.get $hash))
            (local.set $out (i32.add (local.get $out) (i32.const 8)))))))
        ;; Three bytes: those that begin at any byte of the word; which one is asked only where one of the four does.
        (if
          (i32.or
            (i32.or
              (i32.load8_u
                (i32.shr_u (i32.mul (i32.and (i32.load (local.get $from)) (i32.const 0xffffff)) (i32.const 0x9e3779b1)) (i32.const 14)))
              (i32.load8_u
                (i32.shr_u (i32.mul (i32.and (i32.load offset=1 (local.get $from)) (i32.const 0xffffff)) (i32.const 0x9e3779b1)) (i32.const 14))))
            (i32.or
              (i32.load8_u
                (i32.shr_u (i32.mul (i32.and (i32.load offset=2 (local.get $from)) (i32.const 0xffffff)) (i32.const 0x9e3779b1)) (i32.const 14)))
              (i32.load8_u
                (i32.shr_u (i32.mul (i32.and (i32.load offset=3 (local.get $from)) (i32.const 0xffffff)) (i32.const 0x9e3779b1)) (i32.const 14)))))
          (then
            (loop $bytes
              (local.set $hash
                (i32.shr_u (i32.mul (i32.and (i32.load (local.get $from)) (i32.const 0xffffff)) (i32.const 0x9e3779b1)) (i32.const 14)))
              (if (i32.load8_u (local.get $hash))
                (then (if
                    (i32.load8_u offset=0x60000
                      (i32.shr_u (i32.mul (i32.and (i32.load (local.get $from)) (i32.const 0xffffff)) (i32.const 0x85ebca6b)) (i32.const 14)))
                (then
                  (i32.store (local.get $out)
                    (i32.shl (i32.sub (local.get $from) (i32.const 0xc0000)) (i32.const 1)))
                  (i32.store offset=4 (local.get $out) (local.get $hash))
                  (local.set $out (i32.add (local.get $out) (i32.const 8)))))))
              (local.set $from (i32.add (local.get $from) (i32.const 1)))
              (br_if $bytes (i32.lt_u (local.get $from) (local.get $end))))))
        (local.set $from (local.get $end))
        (br $words)))
    (local.get $out)))
