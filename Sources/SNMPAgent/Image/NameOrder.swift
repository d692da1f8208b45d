/// Orders two names: negative, zero or positive as the left one stands before, at or behind the right one.
@inline(__always)
func compareNames(
    _ left: UnsafePointer<UInt32>, _ leftCount: Int, _ right: UnsafePointer<UInt32>, _ rightCount: Int
) -> Int {
    let common = min(leftCount, rightCount)
    var position = 0
    while position < common {
        let l = left[position]
        let r = right[position]
        if l != r { return l < r ? -1 : 1 }
        position += 1
    }
    return leftCount - rightCount
}
