#pragma once
struct stack;
struct stack *stack_new(void);
void stack_push(struct stack *, int);
int stack_pop(struct stack *);
int stack_empty(const struct stack *);
void stack_free(struct stack *);
