/** What an attribute applies to, or that it is only accepted, or not possible here. */
type Support = 'done' | 'accepted' | 'unsupported';

/** Attributes by name without underscores. */
const ATTRIBUTES = new Map<string, Support>();
for (const [support, list] of [
  [
    'done',
    `_Noreturn alias aligned always_inline cleanup const constructor deprecated destructor error fallthrough
    format gnu_inline ifunc malloc maybe_unused mode naked nodiscard noinline nonnull noreturn packed pure retain
    returns_twice section sentinel transparent_union unavailable unused used vector_size visibility warn_unused_result
    warning weak`,
  ],
  [
    'accepted',
    `access alloc_align alloc_size artificial assume_aligned cdecl cold common copy designated_init
    externally_visible fd_arg flatten force_align_arg_pointer format_arg gcc_struct hot leaf likely may_alias
    no_icf no_instrument_function no_profile_instrument_function no_reorder no_sanitize no_sanitize_address
    no_sanitize_undefined no_split_stack no_stack_protector noclone nocommon noipa nonstring noplt nothrow
    optimize patchable_function_entry regparm returns_nonnull simd stack_protect symver sysv_abi target
    tls_model unlikely warn_if_not_aligned zero_call_used_regs`,
  ],
  ['unsupported', `ms_abi ms_struct scalar_storage_order target_clones weakref`],
] as const)
  for (const name of list.split(/\s+/)) ATTRIBUTES.set(name, support);

/** `__packed__` is `packed`. */
export const bareName = (name: string) => /^__(.+)__$/.exec(name)?.[1] ?? name;

export const attributeSupport = (name: string): Support | undefined => ATTRIBUTES.get(bareName(name));

/** What `__has_attribute` answers. */
export function isAttribute(name: string): boolean {
  const support = attributeSupport(name);
  return support !== undefined && support !== 'unsupported';
}

export const attributeNames = (): string[] => [...ATTRIBUTES.keys()];
