/* layouts LAYOUT BATTERY K0 K1: a battery of TestU01 on the words of philox4x32-10 in the order in which a decoder meets them.
 * Prints every p-value that TestU01 calls suspect, then `done TESTS`. P. L'Ecuyer and R. Simard, "TestU01: a C library for
 * empirical testing of random number generators", ACM TOMS 33, 2007. */
#include <bbattery.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <swrite.h>
#include <unif01.h>

static uint32_t k0, k1, out[4];

/* Words 4 group .. + 3 of a candidate of a block: docs/format.md, 7. */
static void group_words(uint32_t candidate, uint32_t block, uint32_t group) {
  uint32_t c0 = candidate, c1 = (group & 2047) << 21, c2 = block, c3 = (group >> 11) << 21, a = k0, b = k1;
  for (int round = 0; round < 10; round++) {
    uint64_t p = (uint64_t)0xD2511F53u * c0, q = (uint64_t)0xCD9E8D57u * c2;
    c0 = (uint32_t)(q >> 32) ^ c1 ^ a;
    c1 = (uint32_t)q;
    c2 = (uint32_t)(p >> 32) ^ c3 ^ b;
    c3 = (uint32_t)p;
    a += 0x9E3779B9u;
    b += 0xBB67AE85u;
  }
  out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}

/* State of a layout: candidate, block and word of the next word. */
static uint32_t candidate, block, word;

static uint32_t next_word(void) {
  if ((word & 3) == 0) group_words(candidate, block, word >> 2);
  return out[word++ & 3];
}

/* Dithers of an array: words 0 .. 65,535 of candidate 0, block by block. */
static unsigned int array(void) {
  uint32_t drawn = next_word();
  if (word == 65536) word = 0, block++;
  return drawn;
}

/* Scale words of layers: words 2^16 .. 5 2^16 - 1, block by block. */
static unsigned int layers(void) {
  if (word < 65536) word = 65536;
  uint32_t drawn = next_word();
  if (word == 5 * 65536) word = 65536, block++;
  return drawn;
}

/* A search: the first D words of candidate after candidate of one block. */
static unsigned int candidates(uint32_t dimension) {
  uint32_t drawn = next_word();
  if (word == dimension) word = 0, candidate++;
  return drawn;
}
static unsigned int candidates1(void) { return candidates(1); }
static unsigned int candidates4(void) { return candidates(4); }
static unsigned int candidates8(void) { return candidates(8); }

/* Blocks one after the other, as their first candidates are rebuilt: D words each. */
static unsigned int blocks(uint32_t dimension) {
  uint32_t drawn = next_word();
  if (word == dimension) word = 0, block++;
  return drawn;
}
static unsigned int blocks1(void) { return blocks(1); }
static unsigned int blocks4(void) { return blocks(4); }

/* A few candidates of every block: candidate 0 .. 9, four words each, then the next block. */
static unsigned int short_searches(void) {
  uint32_t drawn = candidates(4);
  if (candidate == 10) candidate = 0, block++;
  return drawn;
}

static const struct { const char *name; unsigned int (*next)(void); } LAYOUTS[] = {
  {"array", array},           {"layers", layers},   {"candidates-1", candidates1}, {"candidates-4", candidates4},
  {"candidates-8", candidates8}, {"blocks-1", blocks1}, {"blocks-4", blocks4},         {"short-searches", short_searches},
};

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  k0 = (uint32_t)strtoul(argv[3], NULL, 10), k1 = (uint32_t)strtoul(argv[4], NULL, 10);
  for (size_t i = 0; i < sizeof LAYOUTS / sizeof *LAYOUTS; i++) {
    if (strcmp(argv[1], LAYOUTS[i].name) != 0) continue;
    swrite_Basic = FALSE;
    unif01_Gen *generator = unif01_CreateExternGenBits(argv[1], LAYOUTS[i].next);
    printf("first");
    for (int n = 0; n < 8; n++) printf(" %u", LAYOUTS[i].next());
    printf("\n");
    candidate = block = word = 0;
    if (strcmp(argv[2], "small-crush") == 0) bbattery_SmallCrush(generator);
    else bbattery_Crush(generator);
    double lowest = 1, highest = 0;
    for (int test = 0; test < bbattery_NTests; test++) {
      double p = bbattery_pVal[test];
      if (p < lowest) lowest = p;
      if (p > highest) highest = p;
      if (p < 0.001 || p > 0.999) printf("suspect %s %.3g\n", bbattery_TestNames[test], p);
    }
    printf("done %d %.4g %.4g\n", bbattery_NTests, lowest, highest);
    unif01_DeleteExternGenBits(generator);
    return 0;
  }
  return 2;
}
