// Resources of the project for tests: `static const Gazetteer g = loaded(Gazetteer::load(…));`
#ifndef DRAGOMAN_TEST_SUPPORT_LOADED_H_
#define DRAGOMAN_TEST_SUPPORT_LOADED_H_

#include <gtest/gtest.h>

#include <utility>

#include "dragoman/result.h"

namespace dragoman {

/// The value; a failure of the test and an empty one if it could not be loaded.
template <class T>
T loaded(Result<T> result) {
  EXPECT_TRUE(result) << (result ? "" : result.error().message);
  return result ? std::move(result).value() : T();
}

}  // namespace dragoman

#endif  // DRAGOMAN_TEST_SUPPORT_LOADED_H_
