/* C11 7.17, over the compiler's __atomic builtins. */
#ifndef _STDATOMIC_H
#define _STDATOMIC_H

#include <stddef.h>
#include <stdint.h>
typedef enum {
  memory_order_relaxed = __ATOMIC_RELAXED,
  memory_order_consume = __ATOMIC_CONSUME,
  memory_order_acquire = __ATOMIC_ACQUIRE,
  memory_order_release = __ATOMIC_RELEASE,
  memory_order_acq_rel = __ATOMIC_ACQ_REL,
  memory_order_seq_cst = __ATOMIC_SEQ_CST
} memory_order;
typedef struct {
  _Bool __set;
} atomic_flag;
#define ATOMIC_FLAG_INIT { 0 }
#define ATOMIC_VAR_INIT(value) (value)
#define kill_dependency(y) (y)
typedef _Atomic(_Bool) atomic_bool;
typedef _Atomic(char) atomic_char;
typedef _Atomic(signed char) atomic_schar;
typedef _Atomic(unsigned char) atomic_uchar;
typedef _Atomic(short) atomic_short;
typedef _Atomic(unsigned short) atomic_ushort;
typedef _Atomic(int) atomic_int;
typedef _Atomic(unsigned int) atomic_uint;
typedef _Atomic(long) atomic_long;
typedef _Atomic(unsigned long) atomic_ulong;
typedef _Atomic(long long) atomic_llong;
typedef _Atomic(unsigned long long) atomic_ullong;
typedef _Atomic(__CHAR16_TYPE__) atomic_char16_t;
typedef _Atomic(__CHAR32_TYPE__) atomic_char32_t;
typedef _Atomic(__WCHAR_TYPE__) atomic_wchar_t;
typedef _Atomic(int_least8_t) atomic_int_least8_t;
typedef _Atomic(uint_least8_t) atomic_uint_least8_t;
typedef _Atomic(int_least16_t) atomic_int_least16_t;
typedef _Atomic(uint_least16_t) atomic_uint_least16_t;
typedef _Atomic(int_least32_t) atomic_int_least32_t;
typedef _Atomic(uint_least32_t) atomic_uint_least32_t;
typedef _Atomic(int_least64_t) atomic_int_least64_t;
typedef _Atomic(uint_least64_t) atomic_uint_least64_t;
typedef _Atomic(int_fast8_t) atomic_int_fast8_t;
typedef _Atomic(uint_fast8_t) atomic_uint_fast8_t;
typedef _Atomic(int_fast16_t) atomic_int_fast16_t;
typedef _Atomic(uint_fast16_t) atomic_uint_fast16_t;
typedef _Atomic(int_fast32_t) atomic_int_fast32_t;
typedef _Atomic(uint_fast32_t) atomic_uint_fast32_t;
typedef _Atomic(int_fast64_t) atomic_int_fast64_t;
typedef _Atomic(uint_fast64_t) atomic_uint_fast64_t;
typedef _Atomic(intptr_t) atomic_intptr_t;
typedef _Atomic(uintptr_t) atomic_uintptr_t;
typedef _Atomic(size_t) atomic_size_t;
typedef _Atomic(ptrdiff_t) atomic_ptrdiff_t;
typedef _Atomic(intmax_t) atomic_intmax_t;
typedef _Atomic(uintmax_t) atomic_uintmax_t;
#define ATOMIC_BOOL_LOCK_FREE 2
#define ATOMIC_CHAR_LOCK_FREE 2
#define ATOMIC_CHAR16_T_LOCK_FREE 2
#define ATOMIC_CHAR32_T_LOCK_FREE 2
#define ATOMIC_WCHAR_T_LOCK_FREE 2
#define ATOMIC_SHORT_LOCK_FREE 2
#define ATOMIC_INT_LOCK_FREE 2
#define ATOMIC_LONG_LOCK_FREE 2
#define ATOMIC_LLONG_LOCK_FREE 2
#define ATOMIC_POINTER_LOCK_FREE 2

#define atomic_init(a, v) __atomic_store_n(a, v, __ATOMIC_RELAXED)
#define atomic_thread_fence(order) __atomic_thread_fence(order)
#define atomic_signal_fence(order) __atomic_signal_fence(order)
#define atomic_is_lock_free(a) (sizeof *(a) <= 8)
#define atomic_store(a, v) atomic_store_explicit(a, v, __ATOMIC_SEQ_CST)
#define atomic_store_explicit(a, v, order) __atomic_store_n(a, v, order)
#define atomic_load(a) atomic_load_explicit(a, __ATOMIC_SEQ_CST)
#define atomic_load_explicit(a, order) __atomic_load_n(a, order)
#define atomic_exchange(a, v) atomic_exchange_explicit(a, v, __ATOMIC_SEQ_CST)
#define atomic_exchange_explicit(a, v, order) __atomic_exchange_n(a, v, order)
#define atomic_compare_exchange_strong(a, e, v) \
  atomic_compare_exchange_strong_explicit(a, e, v, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define atomic_compare_exchange_strong_explicit(a, e, v, good, bad) \
  __atomic_compare_exchange_n(a, e, v, 0, good, bad)
#define atomic_compare_exchange_weak(a, e, v) \
  atomic_compare_exchange_weak_explicit(a, e, v, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define atomic_compare_exchange_weak_explicit(a, e, v, good, bad) __atomic_compare_exchange_n(a, e, v, 1, good, bad)
#define atomic_fetch_add(a, v) __atomic_fetch_add(a, v, __ATOMIC_SEQ_CST)
#define atomic_fetch_add_explicit(a, v, order) __atomic_fetch_add(a, v, order)
#define atomic_fetch_sub(a, v) __atomic_fetch_sub(a, v, __ATOMIC_SEQ_CST)
#define atomic_fetch_sub_explicit(a, v, order) __atomic_fetch_sub(a, v, order)
#define atomic_fetch_or(a, v) __atomic_fetch_or(a, v, __ATOMIC_SEQ_CST)
#define atomic_fetch_or_explicit(a, v, order) __atomic_fetch_or(a, v, order)
#define atomic_fetch_xor(a, v) __atomic_fetch_xor(a, v, __ATOMIC_SEQ_CST)
#define atomic_fetch_xor_explicit(a, v, order) __atomic_fetch_xor(a, v, order)
#define atomic_fetch_and(a, v) __atomic_fetch_and(a, v, __ATOMIC_SEQ_CST)
#define atomic_fetch_and_explicit(a, v, order) __atomic_fetch_and(a, v, order)
#define atomic_flag_test_and_set(f) __atomic_test_and_set(f, __ATOMIC_SEQ_CST)
#define atomic_flag_test_and_set_explicit(f, order) __atomic_test_and_set(f, order)
#define atomic_flag_clear(f) __atomic_clear(f, __ATOMIC_SEQ_CST)
#define atomic_flag_clear_explicit(f, order) __atomic_clear(f, order)

#endif
