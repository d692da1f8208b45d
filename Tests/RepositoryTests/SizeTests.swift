import Testing

/// A long file or function asks to be split.
struct SizeTests {
    static let fileLimit = 400
    static let functionLimit = 70

    @Test func `no file is over the limit without a reason`() throws {
        var long: Set<String> = []
        for file in Repository.files(under: "Sources", "swift", "c", "h") + Repository.files(under: "Tests", "swift") {
            let count = try SwiftSource(Repository.text(file)).lineCount
            guard count > Self.fileLimit else { continue }
            long.insert(file)
            #expect(SizeExceptions.files[file] != nil, "\(file) has \(count) lines; the limit is \(Self.fileLimit)")
        }
        for file in SizeExceptions.files.keys.sorted() where !long.contains(file) {
            #expect(!Repository.exists(file), "\(file) is no longer over the limit: remove its exception")
        }
    }

    @Test func `no function is over the limit without a reason`() throws {
        var long: Set<String> = []
        for file in Repository.files(under: "Sources", "swift") + Repository.files(under: "Tests", "swift") {
            for function in try SwiftSource(Repository.text(file)).functions where function.length > Self.functionLimit
            {
                let name = "\(file): \(function.name)"
                long.insert(name)
                #expect(
                    SizeExceptions.functions[name] != nil,
                    "\(file):\(function.line) \(function.name) has \(function.length) lines; the limit is \(Self.functionLimit)"
                )
            }
        }
        for name in SizeExceptions.functions.keys.sorted() {
            #expect(long.contains(name), "\(name) is no longer over the limit: remove its exception")
        }
    }
}
