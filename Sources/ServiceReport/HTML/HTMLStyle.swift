/// How the page looks: on a screen, light or dark, wide or as narrow as a phone, and on paper.
enum HTMLStyle {
    static let text = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1f2933;--soft:#52606d;--line:#d5dbe1;--head:#f1f4f7;--link:#0b5cad}
        @media screen and (prefers-color-scheme:dark){:root{--paper:#12181f;--ink:#e6eaee;--soft:#a5b1bd;--line:#2d3843;\
        --head:#1b242d;--link:#7ab8ff}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.45 system-ui,-apple-system,"Segoe UI",sans-serif}
        header,main,nav,footer{max-width:84rem;margin:0 auto;padding:0 1rem}
        h1{font-size:1.5rem;margin:1.2rem 0 .2rem}
        h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
        h3{font-size:1rem;margin:1.1rem 0 .35rem}
        p{margin:.3rem 0}
        a{color:var(--link)}
        a:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--link);outline-offset:2px}
        .skip{position:absolute;left:-99rem}
        .skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.3rem .6rem;z-index:1}
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .soft,.none,.more{color:var(--soft)}
        nav ul{columns:3 12rem;padding-left:1.1rem;margin:.4rem 0}
        .scroll{overflow-x:auto;max-width:100%}
        table{border-collapse:collapse;font-size:.86rem;min-width:40%}
        th,td{padding:.16rem .55rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        thead th{background:var(--head);font-weight:600;white-space:nowrap}
        tbody th{font-weight:500;white-space:nowrap}
        td.t,td.d{white-space:nowrap}
        td{max-width:34rem}
        strong{white-space:nowrap}
        td.n{text-align:right;font-variant-numeric:tabular-nums}
        .findings{list-style:none;padding:0;margin:0}
        .findings>li{border:1px solid var(--line);border-left-width:5px;border-radius:4px;padding:.45rem .8rem;margin:.5rem 0}
        .findings h3{margin:0;display:inline}
        .critical{border-left-color:#b42318!important}.error{border-left-color:#c2410c!important}
        .warning{border-left-color:#b7860b!important}.information{border-left-color:#3b82c4!important}
        .badge{display:inline-block;border-radius:3px;padding:0 .4rem;margin-right:.5rem;font-size:.78rem;font-weight:600}
        .badge.critical{background:#b42318;color:#fff}.badge.error{background:#b54708;color:#fff}
        .badge.warning{background:#fbdf9d;color:#3d2e00}.badge.information{background:#cfe3fa;color:#0b2c4f}
        .simulated{border:2px solid #b54708;border-radius:4px;padding:.4rem .8rem;margin:.6rem 0;font-weight:600}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.4rem 0}
        dt{color:var(--soft)}dd{margin:0}
        .dot{display:inline-block;width:.7em;height:.7em;border-radius:50%;margin-right:.35em}
        .dot.green{background:#15803d}.dot.yellow{background:#ca8a04}.dot.red{background:#c81e1e}.dot.grey{background:#8795a1}
        .tree,.tree ul{list-style:none;padding-left:1.2rem;margin:.1rem 0;border-left:1px solid var(--line)}
        .tree{padding-left:.4rem;border:0}
        .compact{font-size:.84rem;color:var(--soft);overflow-wrap:anywhere}
        pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--head);padding:.6rem .8rem;border-radius:4px;\
        font:12px/1.4 ui-monospace,monospace}
        figure{margin:.8rem 0}
        figure svg{max-width:100%;height:auto;border:1px solid var(--line);border-radius:6px}
        .log td:last-child{overflow-wrap:anywhere;min-width:20rem}
        @media (max-width:40rem){body{font-size:13px}h1{font-size:1.25rem}dl{grid-template-columns:1fr}dt{margin-top:.3rem}\
        nav ul{columns:2}}
        @page{margin:14mm 12mm}
        @media print{body{font-size:9pt}header,main,nav,footer{max-width:none;padding:0}.skip{display:none}\
        .scroll{overflow:visible}table{font-size:7.5pt;width:100%}thead{display:table-header-group}\
        tr,figure,.findings>li{break-inside:avoid}h2,h3{break-after:avoid}section{break-before:auto}\
        #devices,#sync,#settings,#log{break-before:page}a{color:inherit;text-decoration:none}\
        th,td,tbody th,td.t,td.d,strong{white-space:normal}th,td{overflow-wrap:anywhere;padding:.1rem .25rem}*{print-color-adjust:exact}}
        """
}
