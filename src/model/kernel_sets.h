// The sets of kernels, each in a file of its own; null where the processor lacks the instructions.
#ifndef DRAGOMAN_MODEL_KERNEL_SETS_H_
#define DRAGOMAN_MODEL_KERNEL_SETS_H_

#include "model/kernels.h"

namespace dragoman {

const Kernels* plain_kernels();
const Kernels* avx2_kernels();
const Kernels* avxvnni_kernels();
const Kernels* avx512_kernels();

}  // namespace dragoman

#endif  // DRAGOMAN_MODEL_KERNEL_SETS_H_
