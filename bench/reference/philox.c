/* philox COUNT: the dither words of COUNT values, block by block, as a decoder asks for them. Key words 1 and 2. */
#include "reference.h"
#define BLOCK 65536

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  uint32_t count = (uint32_t)atoi(argv[1]), last = 0;
  uint32_t *words = allocate(4 * BLOCK);
  double start = processor_nanoseconds();
  for (uint32_t block = 0; block * BLOCK < count; block++) {
    block_words(block, 1, 2, words, BLOCK);
    last ^= words[block % BLOCK];
  }
  double end = processor_nanoseconds();
  printf("%.0f %u\n", end - start, last);
  return 0;
}
