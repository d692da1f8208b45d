import Testing

struct SwiftSourceTests {
    @Test func `comments and strings are blanked and lines stay`() {
        let source = SwiftSource(
            """
            let a = "{ \\(f("}")) {" // {
            /* { /* { */ */ let b = #"\\("{""#
            let c = \"""
                { }}
                \"""
            """)
        #expect(!source.code.contains("{") && !source.code.contains("}"))
        #expect(source.code.split(separator: "\n", omittingEmptySubsequences: false).count == 5)
        #expect(source.code.contains("let a =") && source.code.contains("let b =") && source.code.contains("let c ="))
    }

    @Test func `imports are found with their attributes and access`() throws {
        let source = SwiftSource(
            """
            public import Foundation
            @testable import Faults
            @_spi(Testing) internal import struct Snapshot.Snapshot
            // import Glibc
            let text = "import Dispatch"
            """)
        #expect(try source.imports == ["Foundation", "Faults", "Snapshot"])
    }

    @Test func `functions are measured from their declaration to their last brace`() {
        let source = SwiftSource(
            """
            protocol P {
                func without()
                func also(_ x: Int) -> Int
            }
            struct S {
                init(
                    a: Int
                ) {
                    self = .init(a: 1)
                }
                func long<T>(_ x: T)
                    async throws -> Int
                where T: P {
                    let f = { 1 }
                    return f()
                }
                func `a sentence`() { }
            }
            """)
        let expected = [
            SwiftSource.Function(name: "init", line: 6, length: 5),
            SwiftSource.Function(name: "long<T>", line: 11, length: 6),
            SwiftSource.Function(name: "`a sentence`", line: 17, length: 1),
        ]
        #expect(source.functions == expected)
    }
}
