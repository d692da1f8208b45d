/// One way to put the rows of a list in order.
struct ListOrder<Row: Sendable>: Sendable {
    /// The word that a request says, such as `syncLost`.
    let name: String
    /// The positions of rows in their order. Rows that are equal keep the order in which they came.
    let positions: @Sendable (_ rows: [Row], _ isDescending: Bool) -> [Int]

    /// An order by what `key` finds in a row. Rows without it are last, whichever way the others go.
    init<Key: Comparable & SendableMetatype>(_ name: String, _ key: @escaping @Sendable (Row) -> Key?) {
        self.name = name
        positions = { rows, isDescending in
            let keys = rows.map(key)
            return rows.indices.sorted { left, right in
                switch (keys[left], keys[right]) {
                case (let a?, let b?):
                    if a == b { return left < right }
                    return isDescending ? b < a : a < b
                case (nil, nil): return left < right
                case (let a, _): return a != nil
                }
            }
        }
    }
}
