#include <cstdio>

int main() {
  std::puts("dragoman 0.1.0");
  return 0;
}
