import Testing

/// Imports go down only (ARCHITECTURE.md).
struct FloorTests {
    @Test func `every target of Sources stands on a floor`() throws {
        #expect(try Repository.names(in: "Sources").sorted() == Floors.order.sorted())
    }

    @Test func `a target imports only what stands below it`() throws {
        for (position, target) in Floors.order.enumerated() {
            let allowed = Set(Floors.order.prefix(position))
            let known = Set(Floors.order)
            for file in Repository.files(under: "Sources/\(target)", "swift") {
                for module in try SwiftSource(Repository.text(file)).imports where known.contains(module) {
                    #expect(allowed.contains(module), "\(file) imports \(module), which does not stand below \(target)")
                }
            }
        }
    }

    @Test func `pure targets import only each other`() throws {
        let pure = Floors.table[Floors.pure]
        for target in pure {
            for file in Repository.files(under: "Sources/\(target)", "swift") {
                for module in try SwiftSource(Repository.text(file)).imports {
                    #expect(pure.contains(module), "\(file) imports \(module): a pure target has no I/O and no clock")
                }
            }
        }
    }

    @Test func `the headers of the shims show nothing of the libraries behind them`() throws {
        let allowed: Set = ["stdint.h", "stddef.h", "stdbool.h"]
        for target in Floors.table[0] {
            for file in Repository.files(under: "Sources/\(target)/include", "h") {
                for include in try Repository.text(file).matches(of: ##"^#\s*include\s*[<"]([^>"]+)[>"]"##) {
                    let isOwn = Repository.exists("Sources/\(target)/include/\(include[1])")
                    #expect(allowed.contains(include[1]) || isOwn, "\(file) includes \(include[1])")
                }
            }
        }
    }

    @Test func `the architecture page names every target`() throws {
        let page = try Repository.text("ARCHITECTURE.md")
        for target in Floors.order {
            #expect(page.contains("`\(target)`"), "ARCHITECTURE.md does not name \(target)")
        }
    }
}
