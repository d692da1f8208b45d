/// The numbers of a name with dots between.
extension OID: LosslessStringConvertible {
    /// Why a text is no name.
    public struct ParsingError: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong.
        public enum Problem: Hashable, Sendable {
            /// Nothing but a dot, or nothing at all.
            case empty
            /// Something other than a decimal number of 32 bits between two dots.
            case notANumber(String)
            /// More than 128 numbers.
            case tooLong
            /// A first number above 2, or a second one above 39 behind 0 or 1 (X.660 A.2).
            case impossibleRoot
        }

        /// What is wrong.
        public let problem: Problem

        /// A sentence for people.
        public var description: String {
            switch problem {
            case .empty: "expected a name such as 1.3.6.1.2.1, found nothing"
            case .notANumber(let text): "expected a number from 0 to 4294967295 between the dots, found \"\(text)\""
            case .tooLong: "expected at most \(OID.maximumCount) numbers, found more"
            case .impossibleRoot: "expected a name that begins with 0, 1 (both up to .39) or 2, found another"
            }
        }
    }

    /// Reads a name such as `1.3.6.1.2.1` or `.1.3.6.1.2.1`.
    public init(parsing text: some StringProtocol) throws(ParsingError) {
        let digits = text.hasPrefix(".") ? text.dropFirst() : text[...]
        guard !digits.isEmpty else { throw ParsingError(problem: .empty) }
        var arcs: [UInt32] = []
        for part in digits.split(separator: ".", omittingEmptySubsequences: false) {
            // UInt32's own reader also takes a sign.
            guard part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let arc = UInt32(part) else {
                throw ParsingError(problem: .notANumber(String(part.prefix(32))))
            }
            guard arcs.count < Self.maximumCount else { throw ParsingError(problem: .tooLong) }
            arcs.append(arc)
        }
        guard arcs[0] <= 2, arcs.count < 2 || arcs[0] == 2 || arcs[1] < 40 else {
            throw ParsingError(problem: .impossibleRoot)
        }
        self.init(unchecked: arcs)
    }

    /// Reads a name such as `1.3.6.1.2.1` or `.1.3.6.1.2.1`; `nil` when the text is none.
    public init?(_ text: String) {
        do throws(ParsingError) {
            try self.init(parsing: text)
        } catch {
            return nil
        }
    }

    /// The numbers with dots between, without one in front.
    public var description: String {
        arcs.map(String.init).joined(separator: ".")
    }
}
