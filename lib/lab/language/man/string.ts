/** What the functions of <string.h>, <strings.h> and <ctype.h> do, in a line each. */
export const STRING = `
memcpy(dest, src, n): Copies n bytes. The two must not overlap; memmove may.
memmove(dest, src, n): Copies n bytes, also where the two overlap.
mempcpy(dest, src, n): memcpy that answers the end of the copy.
memccpy(dest, src, c, n): Copies up to and with the byte c, at most n bytes.
memset(s, c, n): Fills n bytes with c.
explicit_bzero(s, n): Fills with zeros, and is not optimised away.
memcmp(a, b, n): Compares n bytes: below, at or above 0.
memchr(s, c, n): The first byte c among n; NULL when there is none.
memrchr(s, c, n): The last byte c among n; NULL when there is none.
rawmemchr(s, c): The first byte c, which is certain to be there.
memmem(haystack, length, needle, n): The first place of some bytes among others; NULL when there is none.
strlen(s): Bytes before the final zero.
strnlen(s, limit): Bytes before the final zero, but no more than limit.
strcpy(dest, src): Copies a string, however long it is.
strncpy(dest, src, n): Copies at most n bytes and fills the rest with zeros; a longer string is left without a final zero.
strlcpy(dest, src, size): Copies what fits with a final zero. Answers how long src is.
stpcpy(dest, src): strcpy that answers the end of the copy.
stpncpy(dest, src, n): strncpy that answers the end of the copy.
strcat(dest, src): Appends a string, however long it is.
strncat(dest, src, n): Appends at most n bytes and a final zero.
strlcat(dest, src, size): Appends what fits with a final zero. Answers how long the whole would be.
strcmp(a, b): Compares two strings: below, at or above 0.
strncmp(a, b, n): Compares at most n bytes of two strings.
strcoll(a, b): strcmp by the rules of the locale.
strxfrm(dest, src, n): Makes a string that strcmp compares as strcoll compares the original.
strchr(s, c): The first c in a string, the final zero included; NULL when there is none.
strchrnul(s, c): strchr that answers the end of the string when there is none.
strrchr(s, c): The last c in a string; NULL when there is none.
strstr(haystack, needle): The first place of one string in another; NULL when there is none.
strcasestr(haystack, needle): strstr that ignores case.
strspn(s, accept): How many bytes at the beginning are all out of accept.
strcspn(s, reject): How many bytes at the beginning are none of reject.
strpbrk(s, accept): The first byte that is one of accept; NULL when there is none.
strtok(s, delimiters): Cuts a string into words, one a call; the string is changed, and is passed only the first time.
strtok_r(s, delimiters, state): strtok with its state in *state.
strsep(string, delimiters): Takes the next field off a string, empty ones too.
strdup(s): A copy in memory of its own; free it. | ENOMEM
strndup(s, n): A copy of at most n bytes; free it. | ENOMEM
strerror(error): What an errno value means, in words.
strerror_r(error, buf, size): strerror into memory of the caller.
strerrorname_np(error): The name of an errno value, such as "ENOENT".
strsignal(signal): What a signal means, in words.
bzero(s, n): Fills with zeros.
bcopy(src, dest, n): memmove with the source first.
index(s, c): strchr by its old name.
rindex(s, c): strrchr by its old name.
ffs(n): The number of the lowest bit that is set, from 1; 0 for none.
strcasecmp(a, b): strcmp that ignores case.
strncasecmp(a, b, n): strncmp that ignores case.
isalpha(c): Whether it is a letter.
isdigit(c): Whether it is a decimal digit.
isalnum(c): Whether it is a letter or a digit.
isxdigit(c): Whether it is a hexadecimal digit.
isspace(c): Whether it is a blank, tab, newline or the like.
isblank(c): Whether it is a blank or a tab.
isupper(c): Whether it is a capital letter.
islower(c): Whether it is a small letter.
ispunct(c): Whether it is printed and neither letter, digit nor blank.
isprint(c): Whether it can be printed, the blank included.
isgraph(c): Whether it can be printed and is no blank.
iscntrl(c): Whether it is a control character.
toupper(c): The capital letter; other bytes as they are.
tolower(c): The small letter; other bytes as they are.
`;
