package transform_test

import "github.com/eventbridge-connections/emulator/internal/transform"

type delivery struct {
	in   transform.Input
	want string
}

var delivered = map[string]delivery{
	"nothing set":      {transform.Input{}, envelope},
	"Input, an object": {input(`{ "fixed":  [1] }`), `{ "fixed":  [1] }`},
	"Input, a list":    {input("[1,\n\"two\"]"), "[1,\n\"two\"]"},
	"Input, a string":  {input(`"constant"`), `"constant"`},
	"Input, a number":  {input(`17`), `17`},
	"Input, null":      {input(`null`), `null`},
	"Input, empty":     {input(``), ``},
	"Input, with what a template would replace": {
		input(`"<aws.events.rule-name>"`), `"<aws.events.rule-name>"`,
	},

	"path to the event":          {inputPath("$"), envelope},
	"path to an object":          {inputPath("$.detail.door"), `{"left":"a","right":[7,{"k":"v"}]}`},
	"path to a list":             {inputPath("$.detail.tags"), `["x","y",{"n":1}]`},
	"path to a string":           {inputPath("$.detail.said"), `"say \"hi\""`},
	"path to a number":           {inputPath("$.detail.big"), `12345678901234567890.10`},
	"path to false":              {inputPath("$.detail.open"), `false`},
	"path to null":               {inputPath("$.detail.gap"), `{}`},
	"path to nothing":            {inputPath("$.detail.garden"), `{}`},
	"path into a string":         {inputPath("$.detail.city.name"), `{}`},
	"path into nothing":          {inputPath("$.garden.gate"), `{}`},
	"path to an element":         {inputPath("$.detail.tags[1]"), `"y"`},
	"path past the list":         {inputPath("$.detail.tags[3]"), `{}`},
	"path to an element of none": {inputPath("$.detail.door[0]"), `{}`},
	"path through an element":    {inputPath("$.detail.rooms[1].name"), `"attic"`},
	"path through all elements":  {inputPath("$.detail.rooms[*].name"), `["hall","attic"]`},
	"path to all elements":       {inputPath("$.detail.rooms[*].beds[*]"), `[[1,2],[]]`},
	"path through all of none":   {inputPath("$.detail.garden[*].name"), `{}`},
	"path with a hyphen":         {inputPath("$.detail.post-code"), `"4051"`},
	"path with an underscore":    {inputPath("$.detail.street_no"), `"12b"`},
	"path with a slash":          {inputPath("$.detail.a/b"), `"slash"`},
	"path to the detail type":    {inputPath("$.detail-type"), `"Door opened"`},
	"path to a repeated member":  {inputPath("$.detail.twice"), `2`},
	"empty path":                 {inputPath(""), `{}`},

	"object: the event":   {valued(`{"v":<v>}`, "$"), `{"v":` + envelope + `}`},
	"object: a string":    {valued(`{ "v" : <v> }`, "$.detail.said"), `{ "v" : "say \"hi\"" }`},
	"object: escapes":     {valued(`{"v":<v>}`, "$.detail.lines"), `{"v":"one\ntwo\\three\tfour"}`},
	"object: a number":    {valued(`{"v":<v>}`, "$.detail.big"), `{"v":12345678901234567890.10}`},
	"object: false":       {valued(`{"v":<v>}`, "$.detail.open"), `{"v":false}`},
	"object: null":        {valued(`{"v":<v>}`, "$.detail.gap"), `{"v":null}`},
	"object: nothing":     {valued(`{"a":1,"v":<v>,"b":2}`, "$.detail.x"), `{"a":1,"v":"","b":2}`},
	"object: in a list":   {valued(`{"a":[<v>]}`, "$.detail.x"), `{"a":[""]}`},
	"object: an object":   {valued(`{"v":<v>}`, "$.detail.door.right"), `{"v":[7,{"k":"v"}]}`},
	"object: all":         {valued(`{"v":<v>}`, "$.detail.rooms[*].name"), `{"v":["hall","attic"]}`},
	"object: after space": {valued("\n {\"v\":<v>}\n", "$.detail.floor"), "\n {\"v\":-3}\n"},
	"object: several": {
		template(`{"a":<b>,"c":"<b>-<d>","e":<d>}`, "b", "$.detail.city", "d", "$.detail.floor"),
		`{"a":"Basel","c":"Basel--3","e":-3}`,
	},
	"object: inside quotes, a string": {
		valued(`{"v":"<v>: <v>"}`, "$.detail.said"), `{"v":"say \"hi\": say \"hi\""}`,
	},
	"object: inside quotes, escapes": {
		valued(`{"v":"<v>"}`, "$.detail.lines"), `{"v":"one\ntwo\\three\tfour"}`,
	},
	"object: inside quotes, a number": {valued(`{"v":"<v>"}`, "$.detail.floor"), `{"v":"-3"}`},
	"object: inside quotes, null":     {valued(`{"v":"<v>"}`, "$.detail.gap"), `{"v":"null"}`},
	"object: inside quotes, nothing":  {valued(`{"v":"a<v>b"}`, "$.detail.x"), `{"v":"ab"}`},
	"object: after an escaped quote":  {valued(`{"v":"\"<v>"}`, "$.detail.city"), `{"v":"\"Basel"}`},
	"object: after an escaped escape": {
		valued(`{"a":"\\","v":<v>}`, "$.detail.city"), `{"a":"\\","v":"Basel"}`,
	},
	"object: no placeholder is within": {
		valued(`{"v":"< v > <é> <>"}`, "$"), `{"v":"< v > <é> <>"}`,
	},

	"text: a string":   {valued(`"in <v>."`, "$.detail.city"), `"in Basel."`},
	"text: a number":   {valued(`"at <v>"`, "$.detail.big"), `"at 12345678901234567890.10"`},
	"text: an object":  {valued(`"<v>"`, "$.detail.door"), `"{left:a,right:[7,{k:v}]}"`},
	"text: a list":     {valued(`"<v>"`, "$.detail.tags"), `"[x,y,{n:1}]"`},
	"text: null":       {valued(`"<v>"`, "$.detail.gap"), `"null"`},
	"text: nothing":    {valued(`"a <v> b"`, "$.detail.x"), `"a  b"`},
	"text: quotes":     {valued(`"\"<v>\""`, "$.detail.city"), `"\"Basel\""`},
	"text: two lines":  {valued("\"1 <v>\"\n\"2 <v>\"", "$.detail.city"), "\"1 Basel\"\n\"2 Basel\""},
	"text: no braces":  {template(`"<aws.events.event>"`), `"` + shown + `"`},
	"list: a number":   {valued(`["fixed",<v>]`, "$.detail.floor"), `["fixed",-3]`},
	"list: null":       {valued(`[<v>]`, "$.detail.gap"), `[null]`},
	"bare: a number":   {valued(`<v>`, "$.detail.floor"), `-3`},
	"bare: null":       {valued(`<v>`, "$.detail.gap"), `null`},
	"bare: nothing":    {valued(`<v>`, "$.detail.x"), ``},
	"template of null": {template(`null`), `null`},
	"no map, a string": {template(`"a <v> b"`), `"a <v> b"`},

	"reserved: bare": {
		template(`{"n":<aws.events.rule-name>,"a":<aws.events.rule-arn>,` +
			`"i":<aws.events.event.ingestion-time>,"e":<aws.events.event>,"j":<aws.events.event.json>}`),
		`{"n":"doors","a":"arn:aws:events:eu-central-1:123456789012:rule/house/doors",` +
			`"i":"2026-03-01T00:31:00.045Z","e":` + withoutDetail + `,"j":` + envelope + `}`,
	},
	"reserved: in a text": {
		template(`"<aws.events.rule-name>: <aws.events.rule-arn> <aws.events.event.ingestion-time>"`),
		`"doors: arn:aws:events:eu-central-1:123456789012:rule/house/doors 2026-03-01T00:31:00.045Z"`,
	},
	"reserved: beside a map": {
		valued(`{"v":<v>,"n":"<aws.events.rule-name>"}`, "$.detail.city"), `{"v":"Basel","n":"doors"}`,
	},
	"reserved: an unknown one": {template(`"<aws.events.moon>"`), `"<aws.events.moon>"`},
	"reserved: an unknown one beside a map": {
		valued(`"<v> <aws.events.moon>"`, "$.detail.city"), `"Basel <aws.events.moon>"`,
	},
}

const shown = `{id:7b9c7a1e-2f30-4c11-a8a6-5d0e3f2c1b00,account:123456789012,` +
	`detailType:Door opened,time:1772325059000,source:house.doors,region:eu-central-1,` +
	`resources:[arn:aws:iot:eu-central-1:123456789012:thing/door],version:0}`

var attempted = map[string]delivery{
	"object: inside quotes, an object": {
		valued(`{"v":"<v>"}`, "$.detail.door"), `{"v":"{"left":"a","right":[7,{"k":"v"}]}"}`,
	},
	"object: inside quotes, a list": {
		valued(`{"v":"a <v> b"}`, "$.detail.tags"), `{"v":"a ["x","y",{"n":1}] b"}`,
	},
	"object: no map":           {template(`{"v":<v>}`), `{"v":<v>}`},
	"object: unknown reserved": {template(`{"v":<aws.events.moon>}`), `{"v":<aws.events.moon>}`},
	"object: inside quotes, the event": {
		template(`{"v":"<aws.events.event>"}`), `{"v":"` + withoutDetail + `"}`,
	},
	"text: quotes of the value":  {valued(`"a <v> b"`, "$.detail.said"), `"a say "hi" b"`},
	"text: escapes of the value": {valued(`"<v>"`, "$.detail.lines"), "\"one\ntwo\\three\tfour\""},
	"list: a string":             {valued(`[<v>]`, "$.detail.city"), `[Basel]`},
	"list: an object":            {valued(`[<v>]`, "$.detail.door"), `[{left:a,right:[7,{k:v}]}]`},
	"list: a list":               {valued(`[<v>]`, "$.detail.tags"), `[[x,y,{n:1}]]`},
	"list: nothing":              {valued(`[1,<v>,2]`, "$.detail.x"), `[1,,2]`},
	"list: nothing in an object": {valued(`[{"v":<v>}]`, "$.detail.x"), `[{"v":}]`},
	"bare: a string":             {valued(`<v>`, "$.detail.city"), `Basel`},
	"bare: an object":            {valued(`<v>`, "$.detail.door"), `{left:a,right:[7,{k:v}]}`},
}
