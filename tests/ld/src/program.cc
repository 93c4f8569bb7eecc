// Comdat groups, exceptions through frames of several objects, thread-local objects with constructors.
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>

struct Named {
  const char *name;
  Named(const char *n) : name(n) { std::cout << "made " << n << std::endl; }
  ~Named() { std::cout << "gone " << name << std::endl; }
};
static Named one("one");
thread_local Named two("two");
template <class T> T twice(T x) { return x + x; }

int check(int n) {
  Named local("local");
  if (n > 3) throw std::runtime_error("big");
  return n;
}

int main() {
  std::map<std::string, int> numbers;
  numbers["four"] = twice(2);
  try {
    check(numbers["four"]);
  } catch (std::exception &e) {
    std::cout << "caught " << e.what() << " " << two.name << std::endl;
  }
  return 3;
}
