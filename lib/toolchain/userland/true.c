/* true: XCU true. */
int main(void) { return 0; }
