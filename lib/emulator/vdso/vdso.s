# linux-vdso.so.1: the clock read without a trap. An ordinary shared object that every process finds mapped, its address
# in AT_SYSINFO_EHDR of the auxiliary vector. It reads the first page of [vvar], six before it, which the kernel keeps up
# to date, and goes to the kernel for whatever that page cannot answer. What it does step by step is
# lib/vdso/gettimeofday.c.

.intel_syntax noprefix

# struct vdso_time_data (include/vdso/datapage.h). There are two: for most clocks, and for CLOCK_MONOTONIC_RAW.
.set VD_SEQ, 0                          # odd while the kernel writes
.set VD_CLOCK_MODE, 4
.set VD_CYCLE_LAST, 8                   # the TSC at the last timer tick
.set VD_MULT, 32                        # nanoseconds = counts * mult >> shift
.set VD_SHIFT, 36
.set VD_BASETIME, 40                    # for each clock: seconds, nanoseconds << shift, at the last timer tick
.set VD_HRTIMER_RES, 240
.set VD_RAW, 248                        # the second one

.set CLOCKMODE_TSC, 1
.set NSEC_PER_SEC, 1000000000
.set NSEC_PER_USEC, 1000
.set LOW_RES_NSEC, 4000000              # one timer tick of 250 Hz

# Clocks by bit: linux/time.h.
.set CLOCK_REALTIME, 0
.set CLOCK_MONOTONIC_RAW, 4
.set CLOCKS_HRES,   0x883               # REALTIME MONOTONIC BOOTTIME TAI
.set CLOCKS_COARSE, 0x060               # REALTIME_COARSE MONOTONIC_COARSE
.set CLOCKS_RAW,    0x010               # MONOTONIC_RAW
.set CLOCK_MAX, 16

.set EINVAL, 22
.set NR_gettimeofday, 96
.set NR_clock_gettime, 228
.set NR_clock_getres, 229

# [vvar] and [vvar_vclock] come before the first byte of this file.
.hidden __ehdr_start
.set VVAR, -6 * 4096

.text

# int clock_gettime(clockid_t clock, struct timespec *ts)
.globl __vdso_clock_gettime
.type __vdso_clock_gettime, @function
__vdso_clock_gettime:
        cmp     edi, CLOCK_MAX
        jae     .Lgettime_trap
        lea     r8, __ehdr_start[rip + VVAR]
        mov     eax, 1
        mov     ecx, edi
        shl     eax, cl                         # the clock as a bit
        test    eax, CLOCKS_HRES
        jnz     .Lhres
        test    eax, CLOCKS_COARSE
        jnz     .Lcoarse
        test    eax, CLOCKS_RAW
        jz      .Lgettime_trap
        add     r8, VD_RAW
.Lhres:
        call    do_hres                         # r9 seconds, rax nanoseconds
        jc      .Lgettime_trap
        mov     [rsi], r9
        mov     [rsi + 8], rax
        xor     eax, eax
        ret

# do_coarse: the time of the last timer tick, without a look at the TSC.
.Lcoarse:
        mov     edx, edi
        shl     edx, 4
.Lcoarse_again:
        mov     ecx, [r8 + VD_SEQ]
        test    ecx, 1
        jnz     .Lcoarse_busy
        mov     r9, [r8 + rdx + VD_BASETIME]
        mov     rax, [r8 + rdx + VD_BASETIME + 8]
        cmp     ecx, [r8 + VD_SEQ]
        jne     .Lcoarse_again
        mov     [rsi], r9
        mov     [rsi + 8], rax
        xor     eax, eax
        ret
.Lcoarse_busy:
        pause
        jmp     .Lcoarse_again

.Lgettime_trap:
        mov     eax, NR_clock_gettime
        syscall
        ret
.size __vdso_clock_gettime, . - __vdso_clock_gettime

# do_hres: r8 = vdso_time_data, edi = clock. Answers r9 = seconds, rax = nanoseconds; carry set when the TSC is not to
# be used. Leaves rsi and rdi alone.
do_hres:
        mov     r10, rdi
        shl     r10, 4                          # the clock's basetime
.Lhres_again:
        mov     r11d, [r8 + VD_SEQ]
        test    r11d, 1
        jnz     .Lhres_busy
        cmp     dword ptr [r8 + VD_CLOCK_MODE], CLOCKMODE_TSC
        jne     .Lhres_no_tsc
        rdtscp                                  # waits for what is before it, as lfence and rdtsc do
        shl     rdx, 32
        or      rax, rdx
        sub     rax, [r8 + VD_CYCLE_LAST]
        mov     edx, [r8 + VD_MULT]
        imul    rax, rdx
        add     rax, [r8 + r10 + VD_BASETIME + 8]
        mov     ecx, [r8 + VD_SHIFT]
        shr     rax, cl
        mov     r9, [r8 + r10 + VD_BASETIME]
        cmp     r11d, [r8 + VD_SEQ]
        jne     .Lhres_again                    # the kernel has written meanwhile
.Lhres_normal:                                  # __iter_div_u64_rem: seldom a second, never many
        cmp     rax, NSEC_PER_SEC
        jb      .Lhres_done
        sub     rax, NSEC_PER_SEC
        inc     r9
        jmp     .Lhres_normal
.Lhres_done:
        clc
        ret
.Lhres_busy:
        pause
        jmp     .Lhres_again
.Lhres_no_tsc:
        stc
        ret

# int gettimeofday(struct timeval *tv, struct timezone *tz): UTC is the only time zone here.
.globl __vdso_gettimeofday
.type __vdso_gettimeofday, @function
__vdso_gettimeofday:
        test    rdi, rdi
        jz      .Ltimezone
        push    rdi
        push    rsi
        lea     r8, __ehdr_start[rip + VVAR]
        xor     edi, edi                        # CLOCK_REALTIME
        call    do_hres
        pop     rsi
        pop     rdi
        jc      .Lday_trap
        mov     [rdi], r9
        mov     ecx, NSEC_PER_USEC
        xor     edx, edx
        div     rcx
        mov     [rdi + 8], rax
.Ltimezone:
        test    rsi, rsi
        jz      .Lday_done
        mov     qword ptr [rsi], 0
.Lday_done:
        xor     eax, eax
        ret
.Lday_trap:
        mov     eax, NR_gettimeofday
        syscall
        ret
.size __vdso_gettimeofday, . - __vdso_gettimeofday

# time_t time(time_t *t): one load.
.globl __vdso_time
.type __vdso_time, @function
__vdso_time:
        mov     rax, __ehdr_start[rip + VVAR + VD_BASETIME]
        test    rdi, rdi
        jz      .Ltime_done
        mov     [rdi], rax
.Ltime_done:
        ret
.size __vdso_time, . - __vdso_time

# int clock_getres(clockid_t clock, struct timespec *res)
.globl __vdso_clock_getres
.type __vdso_clock_getres, @function
__vdso_clock_getres:
        cmp     edi, CLOCK_MAX
        jae     .Lgetres_trap
        mov     eax, 1
        mov     ecx, edi
        shl     eax, cl
        mov     edx, LOW_RES_NSEC
        test    eax, CLOCKS_COARSE
        jnz     .Lgetres_answer
        mov     edx, __ehdr_start[rip + VVAR + VD_HRTIMER_RES]
        test    eax, CLOCKS_HRES | CLOCKS_RAW
        jz      .Lgetres_trap
.Lgetres_answer:
        test    rsi, rsi
        jz      .Lgetres_done
        mov     qword ptr [rsi], 0
        mov     [rsi + 8], rdx
.Lgetres_done:
        xor     eax, eax
        ret
.Lgetres_trap:
        mov     eax, NR_clock_getres
        syscall
        ret
.size __vdso_clock_getres, . - __vdso_clock_getres

# int getcpu(unsigned *cpu, unsigned *node, void *unused): MSR_TSC_AUX holds the node above the low 12 bits.
.globl __vdso_getcpu
.type __vdso_getcpu, @function
__vdso_getcpu:
        rdtscp
        test    rdi, rdi
        jz      .Lnode
        mov     eax, ecx
        and     eax, 0xfff
        mov     [rdi], eax
.Lnode:
        test    rsi, rsi
        jz      .Lcpu_done
        shr     ecx, 12
        mov     [rsi], ecx
.Lcpu_done:
        xor     eax, eax
        ret
.size __vdso_getcpu, . - __vdso_getcpu

# The names without the prefix.
.weak clock_gettime
.type clock_gettime, @function
.set clock_gettime, __vdso_clock_gettime
.weak gettimeofday
.type gettimeofday, @function
.set gettimeofday, __vdso_gettimeofday
.weak time
.type time, @function
.set time, __vdso_time
.weak clock_getres
.type clock_getres, @function
.set clock_getres, __vdso_clock_getres
.weak getcpu
.type getcpu, @function
.set getcpu, __vdso_getcpu
