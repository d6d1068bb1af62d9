use std::path::Path; use std::time::Instant; use engine::Queries as _; use store::SqliteQueries; use testkit::shop::{self,Scale}; use testkit::bulk::events;
fn time(name:&str, n:usize, mut f: impl FnMut(u64)->usize){
  for i in 0..50 { f(i*7+3); }
  let mut v:Vec<(u64,u64)>=vec![]; let mut hits=0; let mut zero=0;
  for i in 0..n as u64 { let t=Instant::now(); let h=f(i*7919+13); v.push((t.elapsed().as_micros() as u64,i)); hits+=h; if h==0 {zero+=1;} }
  v.sort(); println!("{name:44} p50 {:6} p99 {:6} max {:6} us  avg hits {:.1} none {zero}", v[n/2].0, v[n*99/100].0, v[n-1].0, hits as f64/n as f64);
}
fn main(){
  let a:Vec<String>=std::env::args().collect(); let parts:u64=a[2].parse().unwrap();
  let q=SqliteQueries::open(Path::new(&a[1]),2).unwrap(); let s=shop::generate(7,Scale::of_parts(parts));
  let sc=s.scale(); let n=500;
  let bare=|t:&str|->String{t.chars().filter(char::is_ascii_alphanumeric).collect()};
  let p=|t:&str,v|q.search_parts(t,v,20).unwrap().len();
  for k in [1,2,3,5,8]{ time(&format!("part number first {k}"),n,|i|p(&bare(&s.part(i%parts).number)[..k.min(bare(&s.part(i%parts).number).len())],None)); }
  time("part number all",n,|i|p(&s.part(i%parts).number,None));
  for k in [3,4,5,6]{ time(&format!("part fragment {k} from 2"),n,|i|{let b=bare(&s.part(i%parts).number);p(&b[2..(2+k).min(b.len())],None)}); }
  time("part fragment last 4",n,|i|{let b=bare(&s.part(i%parts).number);p(&b[b.len()-4..],None)});
  time("brand + 2 words",n,|i|{let x=s.part(i%parts);let w:Vec<&str>=x.description.split(' ').rev().take(2).collect();p(&format!("{} {}",x.brand,w.join(" ")),None)});
  time("words, last cut to 3",n,|i|{let x=s.part(i%parts);let mut w:Vec<&str>=x.description.split(' ').collect();let l=w.pop().unwrap();p(&format!("{} {}",w.join(" "),&l[..l.len().min(3)]),None)});
  time("one word",n,|i|{let x=s.part(i%parts);p(x.description.split(' ').next().unwrap(),None)});
  time("brand + fragment 4",n,|i|{let x=s.part(i%parts);let b=bare(&x.number);p(&format!("{} {}",x.brand,&b[b.len()-4..]),None)});
  for t in ["front rear","ceramic rotor","brake","b","brake p","oil filter","front brake pad set ceramic","synthetic lower","iridium left","pads wiper","zzz","premium conventional","rear upper","0986","986","000","5w 30 5 qt","premium gas-charged hose"] {
    time(&format!("'{t}'"),50,|_|p(t,None));
    time(&format!("'{t}' + vehicle"),200,|i|p(t,Some(events::vehicle_id(i%sc.vehicles))));
  }
  time("words + vehicle",n,|i|{let x=s.part(i%parts);p(&x.description,Some(events::vehicle_id(i%sc.vehicles)))});
  time("number first 5 + vehicle",n,|i|{let x=s.part(i%parts);p(&bare(&x.number)[..5.min(bare(&x.number).len())],Some(events::vehicle_id(i%sc.vehicles)))});
  time("number first 2 + vehicle",n,|i|{let x=s.part(i%parts);p(&bare(&x.number)[..2],Some(events::vehicle_id(i%sc.vehicles)))});
  time("nothing + vehicle",n,|i|p("",Some(events::vehicle_id(i%sc.vehicles))));
  let c=|t:&str|q.search_customers(t,20).unwrap().len();
  time("customer nothing",n,|_|c(""));
  time("customer name",n,|i|c(&s.customer(i%sc.customers).name));
  time("customer family",n,|i|c(s.customer(i%sc.customers).name.split(' ').next_back().unwrap()));
  time("customer name back, cut",n,|i|{let nm=s.customer(i%sc.customers).name;let w:Vec<&str>=nm.split(' ').collect();c(&format!("{} {}",w[w.len()-1],&w[0][..2]))});
  time("customer 1 letter",n,|i|c(&s.customer(i%sc.customers).name[..1]));
  time("customer phone",n,|i|c(&s.customer(i%sc.customers).phone));
  time("customer phone end 4",n,|i|{let ph=s.customer(i%sc.customers).phone;c(&ph[ph.len()-4..])});
  time("customer phone area",n,|i|c(&s.customer(i%sc.customers).phone[1..4]));
  time("customer email",n,|i|c(s.customer(i%sc.customers).email.as_deref().unwrap_or("a@example.com")));
  time("customer plate",n,|i|c(&s.vehicle(i%sc.vehicles).plate));
  time("customer vin end 6",n,|i|c(&s.vehicle(i%sc.vehicles).vin[11..]));
  let v=|t:&str|q.search_vehicles(t,20).unwrap().len();
  time("vehicle vin",n,|i|v(&s.vehicle(i%sc.vehicles).vin));
  time("vehicle vin 8",n,|i|v(&s.vehicle(i%sc.vehicles).vin[9..]));
  time("vehicle vin 6",n,|i|v(&s.vehicle(i%sc.vehicles).vin[11..]));
  for k in [4,6,8]{ time(&format!("vehicle vin fragment {k} from 0"),n,|i|v(&s.vehicle(i%sc.vehicles).vin[..k]));
   time(&format!("vehicle vin fragment {k} from 6"),n,|i|v(&s.vehicle(i%sc.vehicles).vin[6..6+k]));}
  time("vehicle plate",n,|i|v(&s.vehicle(i%sc.vehicles).plate));
  time("vehicle plate 3",n,|i|v(&s.vehicle(i%sc.vehicles).plate[..3]));
  time("vehicle plate end 4",n,|i|v(&s.vehicle(i%sc.vehicles).plate[4..]));
  time("vehicle words",n,|i|{let x=s.vehicle(i%sc.vehicles);v(&format!("{} {} {}",x.year,x.make,x.model))});
  let visits=s.visits(a.get(3).map_or(0,|t|t.parse().unwrap())); let _=&visits;
  let tk=|t:&str|q.search_tickets(t,20).unwrap().len();
  time("ticket end 4",n,|i|tk(&format!("{:04}",i%10000)));
  time("ticket number",n,|i|tk(&format!("C1-T{:06}",1+i%parts)));
  time("receipt number",n,|i|tk(&format!("C1-R{:06}",1+i%(parts*9/10))));
  time("ticket end 1",n,|i|tk(&format!("{}",i%10)));
  time("history 100",n,|i|q.history(events::vehicle_id(i%sc.vehicles),100).unwrap().len());
  time("history 100 heavy",n.min(300),|i|q.history(events::vehicle_id(i%(sc.vehicles/1000).max(1)),100).unwrap().len());
  time("customer's tickets 100",n,|i|q.tickets(None,Some(events::customer_id(i%sc.customers)),100).unwrap().len());
  time("part movements",n,|i|q.movements(events::part_id(i%parts),50).unwrap().len());
  let vs:Vec<_>= s.visits(parts).enumerate().step_by((parts/2000).max(1) as usize).map(|(i,v)|(events::ticket_id(i as u64,&v),v)).collect();
  time("ticket + history + people",n.min(vs.len()),|i|{let (id,vi)=&vs[(i as usize)%vs.len()]; let Some(t)=q.ticket(*id).unwrap() else {return 0}; let h=vi.vehicle.map_or(0,|x|q.history(events::vehicle_id(x),100).unwrap().len()); t.ticket.lines.len()+h});
  println!("{}", std::fs::read_to_string("/proc/self/status").unwrap().lines().filter(|l|l.starts_with("VmRSS")||l.starts_with("VmHWM")).collect::<Vec<_>>().join(" "));
}
