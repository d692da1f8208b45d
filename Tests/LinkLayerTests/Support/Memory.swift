import Foundation
import NetworkSupport

enum Memory {
    /// Octets of memory that this process holds.
    static func residentBytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        guard let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw TestFailure("statm: \(text)")
        }
        return pages * Int(getpagesize())
    }
}
