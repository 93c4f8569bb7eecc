/* false: XCU false. */
int main(void) { return 1; }
